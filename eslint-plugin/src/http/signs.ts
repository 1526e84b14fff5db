import { FirstLetters, matchesAt, someAt, startOfBlank } from '../ast/glance.ts';
import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { memberSignsOf, OPENS_CALL } from '../member-signs.ts';

function isQuote(code: number): boolean {
  return code === 39 /* ' */ || code === 34 /* " */ || code === 96; /* ` */
}

const ENDS_PATH = /\/["'`]\s*\+/y;

/**
 * Whether a text begins with a slash, goes on with one behind an expression, or ends with one before more. `/>` ends an
 * element of JSX.
 */
function isPath(text: string, slash: number): boolean {
  const before = text.charCodeAt(slash - 1);
  const after = text.charCodeAt(slash + 1);
  if ((isQuote(before) || before === 125) /* } */ && after !== 62 /* > */) return true;
  return isQuote(after) && matchesAt(ENDS_PATH, text, slash);
}

/** Hosts whose URLs are the program's own. */
const OWN_HOST = /localhost|127\.0\.0\.1|0\.0\.0\.0/;

/** A decorator of a route with a path. */
const DECORATOR = /@(?:Get|Post|Put|Patch|Delete|All)\s*\(\s*[^\s)]/y;

function isDecorator(text: string, at: number): boolean {
  return matchesAt(DECORATOR, text, at);
}

/** Methods of routers and clients. */
const METHODS = '(?:get|post|put|patch|delete|del|all|inject|route)';

/** A text that can be a URL: it begins as one does, or more than the end of the call comes after it. */
const URL_TEXT = '["\'`](?:[/$]|http|[^"\'`]*["\'`]\\s*[^\\s)])';

/** A call of a method with a URL, or with a name and more. */
const CALLS_METHOD = new RegExp(
  `\\.(?:${METHODS}${OPENS_CALL}\\s*(?:${URL_TEXT}|[\\w$.[\\]]+\\s*[,+])|route${OPENS_CALL}\\s*["'\`]|use${OPENS_CALL}\\s*["'\`]/|inject${OPENS_CALL}\\s*\\{)`,
  'y',
);

/** A call of a client's method with an expression that can be a URL, and what such a client is called. */
const CALLS_CLIENT = new RegExp(`\\.(?:get|post|put|patch|delete|del)${OPENS_CALL}\\s*[^\\s"'\`){]`, 'y');
const CLIENT = /(?:axios|ky|got|superagent|supertest|request|agent|client|api|http|fetcher|instance|\))$/i;

/** How methods begin. */
const FIRST_LETTERS = new FirstLetters('get pos put pat del all inj rou use');

function callsWithUrl(text: string, dot: number): boolean {
  if (!FIRST_LETTERS.mayStandAt(text, dot + 1)) return false;
  if (matchesAt(CALLS_METHOD, text, dot)) return true;
  return matchesAt(CALLS_CLIENT, text, dot) && CLIENT.test(text.slice(Math.max(0, dot - 200), dot).trimEnd());
}

/** The names of functions that fetch, at the end of a text, and the letters that they end with. */
const FETCHES = /(?:^|[^\w.$])(?:\$?fetch|useFetch|apiFetch|fetchJson|fetcher|axios|ky|got|request)$/;
const LAST_LETTERS = new Set([...'hnrsyt'].map((letter) => letter.charCodeAt(0)));

/** A call of a function that fetches, seen from the bracket of its arguments or of its types. */
function fetches(text: string, bracket: number): boolean {
  let end = startOfBlank(text, bracket);
  if (text.startsWith('?.', end - 2)) end = startOfBlank(text, end - 2);
  return LAST_LETTERS.has(text.charCodeAt(end - 1)) && FETCHES.test(text.slice(Math.max(0, end - 12), end));
}

/** A method that is named by a text. */
const NAMED_METHOD = new RegExp(`\\[\\s*["'\`]${METHODS}["'\`]\\s*\\]`, 'y');

function namesMethod(text: string, bracket: number): boolean {
  return matchesAt(NAMED_METHOD, text, bracket);
}

/** The parts of a route that is written as an object. */
const ROUTE_OBJECT = /\b(?:handlers?|controller|preHandler|onRequest|middleware)\b/;

function namesUrl(text: string): boolean {
  return (
    someAt(text, '.', callsWithUrl) ||
    someAt(text, '(', fetches) ||
    someAt(text, '<', fetches) ||
    someAt(text, '[', namesMethod) ||
    (text.includes('method') && ROUTE_OBJECT.test(text))
  );
}

/** Whether a file may have routes, or calls of an API: cheap, and never wrong the other way. */
export const mayHaveEndpoints = perFile(
  ({ text }: SourceCode): boolean =>
    someAt(text, '@', isDecorator) ||
    ((someAt(text, '/', isPath) || (text.includes('://') && OWN_HOST.test(text))) && namesUrl(text)),
);

/** What responses are called, where one is used. */
const RESPONSE = /\b_?(?:res|response|reply|resp|c|ctx|context)\s*(?:[!?]?\.|\)|as\b)/;

/** Whether a file may send responses: cheap, and never wrong the other way. */
export const mayHaveResponses = perFile(
  (sourceCode: SourceCode): boolean =>
    memberSignsOf(sourceCode).has('sends') && RESPONSE.test(sourceCode.text),
);

/** What makes a response of the web's own class: `new`, or a method of the class. */
const WEB_RESPONSE = /\bnew\s+(?:Next)?Response\b|\b(?:Next)?Response\s*(?:\?\.|\.|\[)/;

/** Whether a file may make responses of the web's own class. */
export const mayHaveWebResponses = perFile(
  ({ text }: SourceCode): boolean => text.includes('Response') && WEB_RESPONSE.test(text),
);
