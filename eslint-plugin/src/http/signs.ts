import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';

/** A text that begins with a slash or goes on with one, or a decorator of a route. */
const PATH = /["'`]\/(?!>)|\}\/(?!>)|@(?:Get|Post|Put|Patch|Delete|All)\(|localhost|127\.0\.0\.1/;

/** What could name it as a URL: methods of routers and clients, functions that fetch, a list of routes. */
const NAMES_URL =
  /\.(?:get|post|put|patch|delete|del|all|inject|route)\b|\[["'`](?:get|post|put|patch|del|all|inject|route)|(?:[fF]etch|axios|ky|got|request)\w*\s*[(<]|@(?:Get|Post|Put|Patch|Delete|All)\(|\b(?:handlers?|controller|preHandler|onRequest|middleware)\b/;

/** Whether a file may have routes, or calls of an API: cheap, and never wrong the other way. */
export const mayHaveEndpoints = perFile(
  ({ text }: SourceCode): boolean => PATH.test(text) && NAMES_URL.test(text),
);
