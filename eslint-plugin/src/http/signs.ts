import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';

/** A text that begins with a slash or goes on with one, or a decorator of a route. */
const PATH = /["'`]\/(?!>)|\}\/(?!>)|@(?:Get|Post|Put|Patch|Delete|All)\(|localhost|127\.0\.0\.1/;

/** What a URL follows: a method with a text, or with a name and more, a client's method, a function that fetches. */
const NAMES_URL = new RegExp(
  [
    '\\.(?:get|post|put|patch|delete|del|all|inject|route)\\s*(?:<[^()]*>)?\\(\\s*(?:["\'`{]|[\\w$.[\\]]+\\s*[,+])',
    '(?:axios|ky|got|superagent|supertest|request|agent|client|api|http|fetcher|instance|[)])\\s*\\.(?:get|post|put|patch|delete|del)\\b',
    '(?:^|[^\\w.])(?:\\$?fetch|useFetch|axios|ky|got|apiFetch|fetchJson|fetcher|request)\\s*[(<]',
    '\\[["\'`](?:get|post|put|patch|del|all|inject|route)',
    '@(?:Get|Post|Put|Patch|Delete|All)\\(',
  ].join('|'),
  'i',
);

/** The parts of a route that is written as an object. */
const ROUTE_OBJECT = /\b(?:handlers?|controller|preHandler|onRequest|middleware)\b/;

function hasSigns(text: string): boolean {
  return PATH.test(text) && (NAMES_URL.test(text) || (/\bmethod\b/.test(text) && ROUTE_OBJECT.test(text)));
}

/** Whether a file may have routes, or calls of an API: cheap, and never wrong the other way. */
export const mayHaveEndpoints = perFile(({ text }: SourceCode): boolean => hasSigns(text));

/** What sends something, and what it is sent with. */
const SENDS = /\.(?:json|jsonp|send|text)\s*\(\s*(?!\))|\.body\s*=/;
const RESPONSE = /\b_?(?:res|response|reply|resp|c|ctx|context)\s*\./;

/** Whether a file may send responses: cheap, and never wrong the other way. */
export const mayHaveResponses = perFile(
  ({ text }: SourceCode): boolean => SENDS.test(text) && RESPONSE.test(text),
);
