import { FirstLetters, matchesAt, someAt } from '../ast/glance.ts';
import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';

/** A decorator of a route. */
const DECORATOR = /@(?:Get|Post|Put|Patch|Delete|All)\(/;

/** A text that begins with a slash, goes on with one or ends with one before more, or a decorator of a route. */
const PATH =
  /["'`]\/(?!>)|\/["'`]\s*\+|\}\/(?!>)|@(?:Get|Post|Put|Patch|Delete|All)\(|localhost|127\.0\.0\.1/;

/** Methods of routers and clients. */
const METHODS = '(?:get|post|put|patch|delete|del|all|inject|route)';

/** A text that can be a URL: it begins as one does, or more than the end of the call comes after it. */
const URL_TEXT = '["\'`](?:[/$]|http|[^"\'`]*["\'`]\\s*[^\\s)])';

/** A call of a method with a URL, or with a name and more. */
const CALLS_METHOD = new RegExp(
  `\\.(?:${METHODS}\\s*(?:<[^()]*>)?\\(\\s*(?:${URL_TEXT}|[\\w$.[\\]]+\\s*[,+])|route\\s*\\(\\s*["'\`]|use\\s*\\(\\s*["'\`]/|inject\\s*\\(\\s*\\{)`,
  'y',
);

/** A call of a client's method with an expression that can be a URL, and what such a client is called. */
const CALLS_CLIENT = /\.(?:get|post|put|patch|delete|del)\s*(?:<[^()]*>)?\(\s*[^\s"'`){]/y;
const CLIENT = /(?:axios|ky|got|superagent|supertest|request|agent|client|api|http|fetcher|instance|\))$/i;

/** A function that fetches, and a method that is named by a text. */
const FETCHES = /(?<!\.\$?)[fF]etch(?:Json|er)?\s*[(<]|(?<![\w.])(?:axios|ky|got|request)\s*[(<]/;
const NAMED_METHOD = new RegExp(`\\[["'\`]${METHODS}["'\`]\\]`);

/** What may be the first letter of a method. */
const FIRST_LETTERS = new FirstLetters('ge po pu pa de al in ro us');

function callsWithUrl(text: string, dot: number): boolean {
  if (!FIRST_LETTERS.mayStandAt(text, dot + 1)) return false;
  if (matchesAt(CALLS_METHOD, text, dot)) return true;
  return matchesAt(CALLS_CLIENT, text, dot) && CLIENT.test(text.slice(Math.max(0, dot - 200), dot).trimEnd());
}

function namesUrl(text: string): boolean {
  return (
    someAt(text, '.', callsWithUrl) ||
    FETCHES.test(text) ||
    NAMED_METHOD.test(text) ||
    DECORATOR.test(text) ||
    (/\bmethod\b/.test(text) && ROUTE_OBJECT.test(text))
  );
}

/** The parts of a route that is written as an object. */
const ROUTE_OBJECT = /\b(?:handlers?|controller|preHandler|onRequest|middleware)\b/;

/** Whether a file may have routes, or calls of an API: cheap, and never wrong the other way. */
export const mayHaveEndpoints = perFile(({ text }: SourceCode): boolean => PATH.test(text) && namesUrl(text));

/** What sends something, and what it is sent with. */
const SENDS = /\.(?:(?:jsonp?|send|text)\s*\(\s*(?!\))|body\s*=)/y;
const RESPONSE = /\b_?(?:res|response|reply|resp|c|ctx|context)\s*\./;

const SENDING = new FirstLetters('js se te bo');

function sends(text: string, dot: number): boolean {
  return SENDING.mayStandAt(text, dot + 1) && matchesAt(SENDS, text, dot);
}

/** Whether a file may send responses: cheap, and never wrong the other way. */
export const mayHaveResponses = perFile(
  ({ text }: SourceCode): boolean => someAt(text, '.', sends) && RESPONSE.test(text),
);
