import type { TSESTree } from '@typescript-eslint/utils';
import { nodesWithin } from '../ast/inventory.ts';
import { calleeName, chainNames, receiver, wordsOf } from '../ast/names.ts';
import type { FunctionNode, Node, SourceCode } from '../ast/node.ts';
import { unwrapAwaited } from '../ast/unwrap.ts';
import { queriesOf } from '../sql/queries.ts';
import type { Script } from '../sql/statement.ts';

const CREATES = /^(?:create|insert|add|register|signup|save|insertOne|createOne)$/;

/** What is made on the way to something else, and never the thing that a request creates. */
const BESIDES =
  /^(?:token|tokens|session|sessions|log|logs|jwt|otp|code|payment|intent|hash|audit|event|notification|mail|email|client|server|app|date|element|error|payload|response|object|url|link|checkout)$/;

/** The variables of a function that hold what it has just created. */
export function createdThings(sourceCode: SourceCode, fn: FunctionNode): ReadonlySet<string> {
  const names = new Set<string>();
  const inserts = new Set<Node | null>(
    queriesOf(sourceCode)
      .filter(({ script }) => script.statements[0]?.commands[0]?.verb === 'insert' && !mayUpdate(script))
      .map(({ runner }) => runner),
  );
  for (const node of nodesWithin(sourceCode, fn.body)) {
    if (node.type !== 'VariableDeclarator' || !node.init) continue;
    const made = unwrapAwaited(node.init);
    if (!inserts.has(made) && !(made.type === 'CallExpression' && isCreation(made))) continue;
    for (const name of namesIn(node.id))
      if (!wordsOf(name).some((word) => BESIDES.test(word))) names.add(name);
  }
  return names;
}

/** `INSERT … ON CONFLICT DO UPDATE`, `ON DUPLICATE KEY UPDATE`: perhaps nothing is new. */
function mayUpdate({ tokens }: Script): boolean {
  return tokens.some(
    ({ text }, index) => text === 'UPDATE' && /^(?:DO|KEY)$/.test(tokens[index - 1]?.text ?? ''),
  );
}

/** `User.create(…)`, `usersService.createUser(…)`, `createUser(…)`. */
function isCreation(call: TSESTree.CallExpression): boolean {
  const name = calleeName(call);
  const object = receiver(call);
  const words = wordsOf(name);
  // `createOrUpdate`, `findOrCreate`, `createIfMissing`: perhaps nothing is new.
  if (words.includes('or') || words.includes('if') || words.some((word) => BESIDES.test(word))) return false;
  if (object && (chainNames(object) ?? []).some((part) => wordsOf(part).some((word) => BESIDES.test(word))))
    return false;
  if (object === null) return words.length > 1 && /^(?:create|insert|register)$/.test(words[0] ?? '');
  if (
    /^(?:axios|stripe|document|crypto|Object|Array|Set|Map|cache|redis|z|yup|Joi)$/.test(
      chainNames(object)?.[0] ?? '',
    )
  )
    return false;
  return CREATES.test(name) || /^(?:create|insert|register)$/.test(words[0] ?? '');
}

function namesIn(pattern: Node): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        property.type === 'Property' ? namesIn(property.value) : [],
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesIn(element) : []));
    default:
      return [];
  }
}
