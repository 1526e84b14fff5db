import { chainNames, wordsOf } from '../ast/names.ts';
import type { Node } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';

/** The statuses that programs name by their phrases of the standard. */
const CODES: Readonly<Record<string, number>> = {
  ok: 200,
  created: 201,
  accepted: 202,
  'no content': 204,
  'not modified': 304,
  'bad request': 400,
  unauthorized: 401,
  'payment required': 402,
  forbidden: 403,
  'not found': 404,
  'method not allowed': 405,
  'not acceptable': 406,
  conflict: 409,
  gone: 410,
  'unprocessable entity': 422,
  'unprocessable content': 422,
  'too many requests': 429,
  'internal server error': 500,
  'internal error': 500,
  'server error': 500,
  'not implemented': 501,
  'bad gateway': 502,
  'service unavailable': 503,
  'gateway timeout': 504,
};

/** The number of a status where it is written: `404`, `StatusCodes.NOT_FOUND`, `HttpStatusCode.NotFound`; or null. */
export function statusCode(node: Node): number | null {
  const expression = unwrap(node);
  if (expression.type === 'Literal') return typeof expression.value === 'number' ? expression.value : null;
  if (expression.type !== 'MemberExpression' || expression.computed) return null;
  const [root = '', ...names] = chainNames(expression) ?? [];
  const name = names.at(-1) ?? '';
  // `res.ok` asks a response; a name that begins with a capital is a constant's.
  if (!/^[A-Z]/.test(name) || !/status|http|code/i.test(root)) return null;
  return CODES[wordsOf(name).join(' ')] ?? null;
}
