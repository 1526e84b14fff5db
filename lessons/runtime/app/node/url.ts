import { parse as parseQuery, stringify } from './querystring.ts';

const { URL, URLSearchParams } = globalThis;

export { URL, URLSearchParams };

export function fileURLToPath(url: string | URL): string {
  return decodeURIComponent(new URL(url).pathname);
}

export function pathToFileURL(path: string): URL {
  return new URL(`file://${path}`);
}

/** What the old url.parse() gives. */
export class Url {
  protocol: string | null = null;
  slashes: boolean | null = null;
  auth: string | null = null;
  host: string | null = null;
  port: string | null = null;
  hostname: string | null = null;
  hash: string | null = null;
  search: string | null = null;
  query: string | Record<string, string | string[]> | null = null;
  pathname: string | null = null;
  path: string | null = null;
  href = '';
}

const PARTS =
  /^(?:([a-z][a-z0-9.+-]*:)?(\/\/)(?:([^/?#@]*)@)?([^/?#:]*|\[[^\]]*\])(?::(\d*))?)?([^?#]*)(\?[^#]*)?(#.*)?$/i;

/** url.parse() for addresses of the web and for paths; packages still call it. */
export function parse(text: string, isQueryParsed = false): Url {
  const url = new Url();
  const [, protocol, slashes, auth, hostname, port, pathname, search, hash] = PARTS.exec(text) ?? [];
  url.href = text;
  url.protocol = protocol?.toLowerCase() ?? null;
  url.slashes = slashes === undefined ? null : true;
  url.auth = auth === undefined ? null : decodeURIComponent(auth);
  url.hostname = hostname?.toLowerCase() ?? null;
  url.port = port || null;
  url.host = url.hostname === null ? null : url.hostname + (url.port === null ? '' : `:${url.port}`);
  url.pathname = pathname || (url.hostname === null ? null : '/');
  url.search = search ?? null;
  url.hash = hash ?? null;
  const query = search?.slice(1) ?? null;
  url.query = isQueryParsed ? parseQuery(query ?? '') : query;
  url.path = url.pathname === null && url.search === null ? null : (url.pathname ?? '') + (url.search ?? '');
  return url;
}

export function format(url: string | URL | Partial<Url>): string {
  if (typeof url === 'string' || url instanceof URL) return String(url);
  const query = typeof url.query === 'object' ? stringify(url.query) : '';
  const search = url.search ?? (query && `?${query}`);
  const host = url.host ?? (url.hostname ? url.hostname + (url.port ? `:${url.port}` : '') : '');
  const protocol = url.protocol ? `${url.protocol.replace(/:$/, '')}:` : '';
  return `${protocol}${host ? `//${url.auth ? `${url.auth}@` : ''}${host}` : ''}${url.pathname ?? ''}${search}${url.hash ?? ''}`;
}

export function resolve(from: string, to: string): string {
  const resolved = new URL(to, new URL(from, 'resolve://host'));
  return resolved.protocol === 'resolve:'
    ? resolved.pathname + resolved.search + resolved.hash
    : resolved.href;
}

export function urlToHttpOptions(url: URL) {
  const { protocol, hostname, hash, search, pathname, href, port } = url;
  return {
    protocol,
    hostname,
    hash,
    search,
    pathname,
    path: pathname + search,
    href,
    ...(port && { port: Number(port) }),
  };
}
