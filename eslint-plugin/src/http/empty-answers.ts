import type { TSESTree } from '@typescript-eslint/utils';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, chainNames, receiver } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { statusCode } from './status-code.ts';

/** A response without a body: `res.end()`, `res.status(200).send()`, `res.sendStatus(200)`. */
export interface EmptyAnswer {
  readonly call: TSESTree.CallExpression;
  readonly status: number | 'default' | 'unknown';
  /** Where the status is written; null for the default. */
  readonly statusNode: Node | null;
}

const RESPONSE = /^_?(?:res|response|reply|resp)$/;

/** Every response of a file that surely has no body. */
export const emptyAnswersOf = perFile((sourceCode: SourceCode): readonly EmptyAnswer[] =>
  !/\.(?:end|send|sendStatus|json)\s*\(/.test(sourceCode.text)
    ? []
    : inventoryOf(sourceCode).calls.flatMap((call) =>
        call.type === 'CallExpression' ? (readEmpty(call) ?? []) : [],
      ),
);

function readEmpty(call: TSESTree.CallExpression): EmptyAnswer | null {
  const name = calleeName(call);
  const object = receiver(call);
  if (!object || !RESPONSE.test(chainNames(object)?.[0] ?? '')) return null;
  const [first] = call.arguments;
  if (name === 'sendStatus') return first ? { call, ...statusOf(first) } : null;
  if (!/^(?:end|send|json)$/.test(name) || first) return null;
  if (object.type === 'Identifier') return { call, status: 'default', statusNode: null };
  const isStatus = object.type === 'CallExpression' && /^(?:status|code)$/.test(calleeName(object));
  const [status] = isStatus ? object.arguments : [];
  return status ? { call, ...statusOf(status) } : null;
}

function statusOf(node: Node): Pick<EmptyAnswer, 'status' | 'statusNode'> {
  const expression = unwrap(node);
  return { status: statusCode(expression) ?? 'unknown', statusNode: expression };
}
