import { createHash } from 'node:crypto';

/** Bytes as they go out, with what names them. Made once, sent many times. */
export interface Representation {
  readonly body: Buffer;
  readonly contentType: string;
  /** Strong: two bodies of one tag are the same bytes. */
  readonly etag: string;
  /** RFC 9530, so that a client can check what it received. */
  readonly reprDigest: string;
}

/** One resource in the two forms that agents ask for. */
export interface Resource {
  readonly text: Representation;
  readonly json: Representation;
}

export function represent(body: Buffer, contentType: string): Representation {
  const digest = createHash('sha256').update(body).digest();
  return {
    body,
    contentType,
    etag: `"${digest.toString('hex')}"`,
    reprDigest: `sha-256=:${digest.toString('base64')}:`,
  };
}

export function markdown(text: string): Representation {
  return represent(Buffer.from(text), 'text/markdown; charset=utf-8');
}

export function json(value: unknown): Representation {
  return represent(Buffer.from(`${JSON.stringify(value)}\n`), 'application/json; charset=utf-8');
}

/** What was worked out for the Accept headers seen so far: agents send few different ones, again and again. */
const preferences = new Map<string, boolean>();
const MOST_PREFERENCES = 1000;

/** Whether a client that sends this Accept header would rather have JSON; who says nothing gets text. */
export function prefersJson(accept: string | undefined): boolean {
  if (!accept) return false;
  const known = preferences.get(accept);
  if (known !== undefined) return known;
  const isPreferred = readPreference(accept);
  // Whoever sends a new one each time must not fill the memory.
  if (preferences.size >= MOST_PREFERENCES) preferences.clear();
  preferences.set(accept, isPreferred);
  return isPreferred;
}

function readPreference(accept: string): boolean {
  const qualities = new Map(
    accept.split(',').map((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return [type, quality === undefined ? 1 : Number(quality) || 0] as const;
    }),
  );
  const of = (...ranges: string[]) =>
    ranges.map((range) => qualities.get(range)).find((quality) => quality !== undefined) ?? 0;
  return of('application/json', 'application/*', '*/*') > of('text/markdown', 'text/plain', 'text/*', '*/*');
}

/** Whether an If-None-Match header names this tag. */
export function isMatch(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === '*' || tag === etag);
}
