import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, receiver } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { propertyOf } from '../sql/validation.ts';
import type { SentResponse } from './responses.ts';
import { mayHaveWebResponses } from './signs.ts';
import { statusCode } from './status-code.ts';

/** A response that a handler of workers, Next.js or Deno returns. */
export type WebResponse = Pick<SentResponse, 'body' | 'status' | 'statusNode'> & {
  readonly call: Node;
  /** Whether a function that the file does not show sends it, in a form of its own. */
  readonly isPassedOn?: boolean;
};

/** Every `new Response(body, { status })` and `Response.json(body, { status })` of a file. */
export const webResponsesOf = perFile((sourceCode: SourceCode): readonly WebResponse[] => {
  if (!mayHaveWebResponses(sourceCode)) return [];
  return inventoryOf(sourceCode).calls.flatMap((call) => {
    const object =
      call.type === 'NewExpression' ? call.callee : calleeName(call) === 'json' ? receiver(call) : null;
    if (object?.type !== 'Identifier' || !/^(?:Next)?Response$/.test(object.name)) return [];
    const [body, init] = call.arguments;
    if (!body || body.type === 'SpreadElement') return [];
    return [{ call, body: contentOf(body), ...statusOf(init) }];
  });
});

/** `{ … }` in `JSON.stringify({ … })`. */
export function contentOf(body: Node): Node {
  const expression = unwrap(body);
  if (expression.type !== 'CallExpression' || calleeName(expression) !== 'stringify') return expression;
  const [content] = expression.arguments;
  return content && content.type !== 'SpreadElement' ? unwrap(content) : expression;
}

function statusOf(init: Node | undefined): Pick<WebResponse, 'status' | 'statusNode'> {
  if (!init) return { status: 'default', statusNode: null };
  const options = unwrap(init);
  if (options.type !== 'ObjectExpression') return { status: 'unknown', statusNode: null };
  const status = propertyOf(options, 'status');
  if (!status) {
    const isOpen = options.properties.some(({ type }) => type === 'SpreadElement');
    return { status: isOpen ? 'unknown' : 'default', statusNode: null };
  }
  const value = unwrap(status);
  return { status: statusCode(value) ?? 'unknown', statusNode: value };
}
