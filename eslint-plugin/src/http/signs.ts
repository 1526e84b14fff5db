import { isQuote, matchesAt, someAt } from '../ast/glance.ts';
import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { tellingCallsOf } from '../places/calls.ts';
import { tellingKeysOf } from '../places/keys.ts';

const ENDS_PATH = /\/["'`]\s*\+/y;

/**
 * Whether a text begins with a slash, goes on with one behind an expression, or ends with one before more. `/>` ends an
 * element of JSX.
 */
function hasPath(text: string): boolean {
  const end = text.length - 1;
  for (let slash = text.indexOf('/', 1); slash !== -1 && slash < end; slash = text.indexOf('/', slash + 1)) {
    const before = text.charCodeAt(slash - 1);
    const after = text.charCodeAt(slash + 1);
    if ((isQuote(before) || before === 125) /* } */ && after !== 62 /* > */) return true;
    if (isQuote(after) && matchesAt(ENDS_PATH, text, slash)) return true;
  }
  return false;
}

/** Hosts whose URLs are the program's own. */
const OWN_HOST = /localhost|127\.0\.0\.1|0\.0\.0\.0/;

/** A decorator of a route, or of a class of routes, with a path. */
const DECORATOR = /@(?:Get|Post|Put|Patch|Delete|All|(?:Json)?Controller|Route)\s*\(\s*[^\s)]/y;

function isDecorator(text: string, at: number): boolean {
  const first = text.charCodeAt(at + 1);
  const mayBeMethod =
    first === 71 /* G */ || first === 80 /* P */ || first === 68 /* D */ || first === 65; /* A */
  const mayBeClass = first === 67 /* C */ || first === 74 /* J */ || first === 82; /* R */
  return (mayBeMethod || mayBeClass) && matchesAt(DECORATOR, text, at);
}

function hasRouteDecorator(text: string): boolean {
  return someAt(text, '@', isDecorator);
}

/** The types that a call is given, and the bracket that opens its arguments. */
const OPENS_CALL = '\\s*(?:<[^()]*>)?\\s*(?:\\?\\.\\s*)?\\(';

/** Methods of routers and clients. */
const METHODS = '(?:get|post|put|patch|delete|del|all|inject|request|route)';

/** A text that can be a URL: it begins as one does, or more than the end of the call comes after it. */
const URL_TEXT = '["\'`](?:[/$]|http|[^"\'`]*["\'`]\\s*[^\\s)])';

/** The method that `on` is given, or several, and the path behind it. */
const METHOD_AND_PATH = '(?:\\[[^\\]]*\\]|[^\\s,()[\\]{}]+)\\s*,\\s*(?:["\'`]/|\\[)';

/** A call of a method with a URL, or with a name and more, alone or in a list; or with an object or a prefix. */
const CALLS_METHOD = new RegExp(
  `\\.(?:${METHODS}${OPENS_CALL}\\s*(?:\\[\\s*)?(?:${URL_TEXT}|[\\w$.[\\]]+\\s*[,+])|route${OPENS_CALL}\\s*["'\`]|(?:use|register)${OPENS_CALL}\\s*["'\`]/|(?:inject|request)${OPENS_CALL}\\s*(?:\\{|new\\s)|fetch${OPENS_CALL}\\s*[^\\s)]|on${OPENS_CALL}\\s*${METHOD_AND_PATH}|register${OPENS_CALL}\\s*[^\\s"'\`)][^]{0,1000}?\\bprefix\\b)`,
  'y',
);

/** A call of a client's method with an expression that can be a URL, and what such a client is called. */
const CALLS_CLIENT = new RegExp(`\\.(?:get|post|put|patch|delete|del)${OPENS_CALL}\\s*[^\\s"'\`){]`, 'y');
const CLIENT = /(?:axios|ky|got|superagent|supertest|request|agent|client|api|http|fetcher|instance|\))$/i;

function asksAt(text: string, dot: number): boolean {
  if (matchesAt(CALLS_METHOD, text, dot)) return true;
  return matchesAt(CALLS_CLIENT, text, dot) && CLIENT.test(text.slice(Math.max(0, dot - 200), dot).trimEnd());
}

/** A method that is named by a text. */
const NAMED_METHOD = new RegExp(`\\[\\s*["'\`]${METHODS}["'\`]\\s*\\]`, 'y');

function namesMethod(text: string, bracket: number): boolean {
  return matchesAt(NAMED_METHOD, text, bracket);
}

/** The parts of a route that is written as an object, and the function that makes one without them. */
const ROUTE_OBJECT = /\b(?:handlers?|controller|preHandler|onRequest|middleware|createRoute)\b/;

/** Whether a file may have routes that are written as objects. */
export function mayHaveRouteObjects(sourceCode: SourceCode): boolean {
  return tellingKeysOf(sourceCode).hasMethod && ROUTE_OBJECT.test(sourceCode.text);
}

/** The names of functions that fetch, at the end of a text. */
const FETCHES = /(?:^|[^\w.$])(?:\$?fetch|\w*Fetch|fetchJson|fetcher|axios|ky|got|request)$/;

function isFetch(text: string, end: number): boolean {
  return FETCHES.test(text.slice(Math.max(0, end - 12), end));
}

function namesUrl(sourceCode: SourceCode): boolean {
  const { text } = sourceCode;
  const { asks, fetches, callsByText } = tellingCallsOf(sourceCode);
  return (
    asks.some((dot) => asksAt(text, dot)) ||
    fetches.some((end) => isFetch(text, end)) ||
    (callsByText && someAt(text, '[', namesMethod)) ||
    mayHaveRouteObjects(sourceCode)
  );
}

/** Whether a file may have routes, or calls of an API: cheap, and never wrong the other way. */
export const mayHaveEndpoints = perFile((sourceCode: SourceCode): boolean => {
  const { text } = sourceCode;
  const hasUrl = namesUrl(sourceCode) && (hasPath(text) || (text.includes('://') && OWN_HOST.test(text)));
  return hasUrl || hasRouteDecorator(text);
});

/** What responses are called, where one is used. */
const RESPONSE = /\b_?(?:res|response|reply|resp|c|ctx|context)\s*(?:[!?]?\.|\)|as\b)/;

/** A call of a method that sends something, and what Koa sends. */
const SENDS = new RegExp(`\\.(?:jsonp?|send|text)${OPENS_CALL}\\s*(?!\\))`, 'y');
const SETS_BODY = /\.body\s*=/;

/** Whether a file may send responses: cheap, and never wrong the other way. */
export const mayHaveResponses = perFile((sourceCode: SourceCode): boolean => {
  const { text } = sourceCode;
  const { sends } = tellingCallsOf(sourceCode);
  const maySend =
    sends.some((dot) => matchesAt(SENDS, text, dot)) || (text.includes('body') && SETS_BODY.test(text));
  return maySend && RESPONSE.test(text);
});

/** A response as the first of several arguments. */
const PASSES_RESPONSE = /\(\s*_?(?:res|response|reply|resp)\s*,/y;

/** Whether a file may hand a response to a function. */
export function mayPassResponses(sourceCode: SourceCode): boolean {
  return tellingCallsOf(sourceCode).responses.some((bracket) =>
    matchesAt(PASSES_RESPONSE, sourceCode.text, bracket),
  );
}

/** What makes a response of the web's own class: `new`, or a method of the class. */
const WEB_RESPONSE = /\bnew\s+(?:Next)?Response\b|\b(?:Next)?Response\s*(?:\?\.|\.|\[)/;
const CLASS = 'Response';

/** Whether a file may make responses of the web's own class. */
export function mayHaveWebResponses(sourceCode: SourceCode): boolean {
  const { text } = sourceCode;
  const { callsResponse, sends } = tellingCallsOf(sourceCode);
  return (
    (callsResponse || sends.some((dot) => text.startsWith(CLASS, dot - CLASS.length))) &&
    WEB_RESPONSE.test(text)
  );
}

/** The status of an answer, and the body beside it, as functions of a cloud return them. */
const STATUS = /\bstatusCode\b/;
const BODY = /\bbody\b\s*[:,}]/;

/** Whether a file may return answers as objects with a status and a body. */
export const mayHaveGatewayResponses = perFile(
  ({ text }: SourceCode): boolean => text.includes('Code') && STATUS.test(text) && BODY.test(text),
);

/** Whether a file may have controllers of Nest. */
export function mayHaveControllers({ text }: SourceCode): boolean {
  return text.includes('@') && text.includes('@Controller');
}
