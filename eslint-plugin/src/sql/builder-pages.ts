import type { TSESTree } from '@typescript-eslint/utils';
import { argumentAt } from '../ast/argument.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { callChain } from '../ast/call-chain.ts';
import { calleeName, receiver } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { propertyOf } from './validation.ts';

/** A page that a query builder or mapper is asked for: `.limit(n).offset(m)`, `findMany({ take, skip })`. */
export interface BuilderPage {
  readonly limit: Node | null;
  readonly offset: Node | null;
  /** What asks to leave rows out: the method's name with its argument, or the property. */
  readonly offsetPlace: Node | null;
}

const PAGING_CALL = /\b(?:take|limit)\b/;
const FINDERS = /^(?:find|findAll|findMany|findAndCount|findAndCountAll|findBy|findAllAndCount)$/;

/** `webhooks.findAll(sessions, { limit })` is no mapper's, which takes its options first, or behind an entity. */
function isOfOwnFunction(call: TSESTree.CallExpression, options: Node): boolean {
  const [first] = call.arguments;
  if (calleeName(call) !== 'findAll' || !first || first === options) return false;
  return first.type !== 'Identifier' || !/^[A-Z]/.test(first.name);
}

/** Every page that a file asks a builder for. */
export const builderPagesOf = perFile((sourceCode: SourceCode): readonly BuilderPage[] => {
  if (!PAGING_CALL.test(sourceCode.text)) return [];
  return inventoryOf(sourceCode).calls.flatMap((call) =>
    call.type === 'CallExpression' ? (chainPage(call) ?? finderPage(call) ?? []) : [],
  );
});

/** The page of a chain, read at the call of `.limit()` or `.take()`. */
function chainPage(call: TSESTree.CallExpression): BuilderPage | null {
  const name = calleeName(call);
  const argument = argumentAt(call, 0);
  if ((name !== 'limit' && name !== 'take') || receiver(call) === null) return null;
  if (!argument || isFunction(argument)) return null;
  const links = callChain(call);
  const isTake = name === 'take';
  if (isTake && !links.some((link) => BUILDER.test(calleeName(link)))) return null;
  const offset = links.find((link) => calleeName(link) === (isTake ? 'skip' : 'offset'));
  return { limit: argument, offset: offset ? argumentAt(offset, 0) : null, offsetPlace: offset ?? null };
}

/** Methods that only a query builder has. */
const BUILDER =
  /^(?:createQueryBuilder|where|andWhere|leftJoin\w*|innerJoin\w*|orderBy|addOrderBy|from|getMany|getManyAndCount|getRawMany)$/;

/** `Model.findAll({ limit, offset })`, `prisma.user.findMany({ take, skip })`. */
function finderPage(call: TSESTree.CallExpression): BuilderPage | null {
  if (!FINDERS.test(calleeName(call)) || receiver(call) === null) return null;
  for (const argument of call.arguments) {
    const options = unwrap(argument);
    if (options.type !== 'ObjectExpression' || isOfOwnFunction(call, argument)) continue;
    const take = propertyOf(options, 'take');
    const limit = take ?? propertyOf(options, 'limit');
    const offset = limit && propertyOf(options, take ? 'skip' : 'offset');
    if (limit) return { limit, offset, offsetPlace: offset?.parent ?? null };
  }
  return null;
}
