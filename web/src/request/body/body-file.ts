import type { HttpRequest, HttpResponse } from '../../../../lessons/runtime/playground.ts';

/** The type of a body, without its parameters: 'image/png'. Empty when the response does not say. */
export function mediaTypeOf({ headers }: Pick<HttpResponse, 'headers'>): string {
  const given = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return given.replace(/;.*$/s, '').trim().toLowerCase();
}

/** The bytes of a body. */
export function bytesOf({ content, body }: HttpResponse): Uint8Array<ArrayBuffer> {
  return content ? new Uint8Array(content) : new TextEncoder().encode(body);
}

const endings: Readonly<Record<string, string>> = {
  'application/json': 'json',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/gzip': 'gz',
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
  'text/plain': 'txt',
  'text/javascript': 'js',
  'text/event-stream': 'txt',
};

/** The name under which a body is saved: the one that the response gives, or the last part of the path. */
export function fileNameOf(request: HttpRequest, response: HttpResponse): string {
  const given = response.headers.find(([name]) => name.toLowerCase() === 'content-disposition')?.[1];
  const [, named] = /filename="?([^";]+)"?/i.exec(given ?? '') ?? [];
  if (named !== undefined) return withoutFolders(named);
  const last = withoutFolders(request.path.replace(/\?.*$/s, '').split('/').findLast(Boolean) ?? '');
  if (/\.\w{1,8}$/.test(last)) return last;
  const type = mediaTypeOf(response);
  const ending = endings[type] ?? /^(?:image|audio|video|text)\/(\w+)$/.exec(type)?.[1] ?? 'bin';
  return `${last || 'response'}.${ending}`;
}

function withoutFolders(name: string): string {
  return name.replaceAll(/[^\w.-]+/g, '_').replace(/^\.+/, '');
}
