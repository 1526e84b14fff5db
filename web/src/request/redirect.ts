import type { Exchange, HttpRequest } from '../../../lessons/runtime/playground.ts';
import type { RecordedExchange } from '../session/state.ts';
import { hostOf } from './cookies/cookie.ts';

/** As many in a row are followed, as by browsers. */
export const MOST_REDIRECTS = 20;

export type Redirect =
  | { readonly kind: 'here'; readonly location: string; readonly request: HttpRequest }
  /** It leads away from the program. */
  | { readonly kind: 'away'; readonly location: string };

/** Of the body that a redirect leaves behind. */
const OF_THE_BODY = /^(?:content-.*|transfer-encoding)$/i;

/** Where a response sends its client, as a browser would go there; undefined when it sends it nowhere. */
export function redirectOf({ request, outcome }: Exchange): Redirect | undefined {
  if (outcome.kind !== 'response') return undefined;
  const { status, headers } = outcome.response;
  const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  if (location === undefined || ![301, 302, 303, 307, 308].includes(status)) return undefined;
  const host = hostOf(request);
  const here = URL.parse(request.path, `http://${host}:3000`);
  const there = here && URL.parse(location, here);
  if (!here || !there || there.host !== here.host || there.protocol !== 'http:')
    return { kind: 'away', location };
  const path = there.pathname + there.search;
  const isPlain =
    (status === 303 && request.method !== 'HEAD') || (status < 303 && request.method === 'POST');
  // The jar says anew which cookies go along.
  const kept = Object.entries(request.headers ?? {}).filter(
    ([name]) => name.toLowerCase() !== 'cookie' && !(isPlain && OF_THE_BODY.test(name)),
  );
  const headersThere = kept.length > 0 ? { headers: Object.fromEntries(kept) } : {};
  if (isPlain) return { kind: 'here', location, request: { method: 'GET', path, ...headersThere } };
  const { method, body } = request;
  return {
    kind: 'here',
    location,
    request: { method, path, ...headersThere, ...(body !== undefined && { body }) },
  };
}

/** The exchanges of which each was sent because the one before said so, among them the one of this id. */
export function chainOf(exchanges: readonly RecordedExchange[], id: number): readonly RecordedExchange[] {
  const chain = exchanges.filter((each) => each.id === id);
  for (let first = chain[0]; first?.followed !== undefined;) {
    const { followed } = first;
    first = exchanges.findLast((each) => each.id === followed);
    if (first) chain.unshift(first);
  }
  for (let last = chain.at(-1); last;) {
    const { id: lastId }: RecordedExchange = last;
    last = exchanges.findLast((each) => each.followed === lastId);
    if (last) chain.push(last);
  }
  return chain;
}
