import type { HttpRequest } from '../../../lessons/runtime/playground.ts';

/** A request as it is being written: headers one a line, 'Name: value'. */
export interface RequestDraft {
  readonly method: string;
  readonly path: string;
  readonly headers: string;
  readonly body: string;
}

export type DraftResult =
  | { readonly kind: 'request'; readonly request: HttpRequest }
  | { readonly kind: 'wrong'; readonly field: 'path' | 'headers' | 'body'; readonly message: string };

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;

const headerName = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/;

export function draftOf(request: HttpRequest): RequestDraft {
  return {
    method: request.method,
    path: request.path,
    headers: Object.entries(request.headers ?? {})
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
    body: request.body ?? '',
  };
}

/** Is the body of this draft JSON, by its headers? Without a type it is. */
export function isJsonDraft({ headers }: RequestDraft): boolean {
  const type = /^content-type[ \t]*:(.*)$/im.exec(headers)?.[1];
  return type === undefined || /\bjson\b/i.test(type);
}

/** May this method carry a body? */
export function canHaveBody(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

/** The request that a draft stands for, or what is wrong with it. */
export function readDraft(draft: RequestDraft): DraftResult {
  const path = encodePath(draft.path.trim());
  if (path === undefined) {
    return { kind: 'wrong', field: 'path', message: 'Begin the path with a slash, like /api/users.' };
  }
  const headers: Record<string, string> = {};
  for (const line of draft.headers.split('\n').filter((text) => text.trim() !== '')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim();
    if (colon < 1 || !headerName.test(name)) {
      return { kind: 'wrong', field: 'headers', message: `Write "${line.trim()}" as Name: value.` };
    }
    headers[name] = line.slice(colon + 1).trim();
  }
  const hasHeaders = Object.keys(headers).length > 0;
  const hasBody = canHaveBody(draft.method) && draft.body.trim() !== '';
  if (hasBody && !Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')) {
    headers['content-type'] = 'application/json';
  }
  return {
    kind: 'request',
    request: {
      method: draft.method,
      path,
      ...(hasHeaders || hasBody ? { headers } : {}),
      ...(hasBody ? { body: draft.body } : {}),
    },
  };
}

/** People write spaces and quotes in an address; a request line may not hold them. */
function encodePath(path: string): string | undefined {
  if (!path.startsWith('/')) return undefined;
  return path
    .replace(/#.*$/s, '')
    .replace(/[^!$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]+/gu, (text) => encodeURIComponent(text.toWellFormed()));
}

/** What is wrong with a JSON body, or undefined when it is JSON or empty. */
export function findJsonMistake(body: string): string | undefined {
  if (body.trim() === '') return undefined;
  try {
    JSON.parse(body);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'This is not JSON.';
  }
}

/** An address as people read it. */
export function readablePath(path: string): string {
  try {
    return decodeURIComponent(path.replaceAll('+', ' '));
  } catch {
    return path;
  }
}

/** Whether this is a command line of curl instead of a path. */
export function isCurl(text: string): boolean {
  return /^\s*(?:\$ )?curl\s/.test(text);
}
