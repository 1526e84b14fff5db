import type { StoreApi } from 'zustand/vanilla';
import type { Exchange, HttpRequest, Playground, SendOptions } from '../../../lessons/runtime/playground.ts';
import { formatMilliseconds, plural } from '../format.ts';
import { MOST_AT_ONCE, MOST_IN_WORST_ORDER, type BurstOrder } from '../request/burst.ts';
import { withCookies, withResponse } from '../request/cookies/cookie-jar.ts';
import { MOST_REDIRECTS, redirectOf } from '../request/redirect.ts';
import { announce } from '../shell/announce.ts';
import { describeExchange } from './describe-exchange.ts';
import type { History } from './history.ts';
import { withPart } from './exchanges.ts';
import type { SessionState } from './state.ts';

/** How requests go out: plain for attacks, and for the reader as a browser would send them. */
export function createSending(
  store: StoreApi<SessionState>,
  playground: Playground,
  history: History,
  ensureStarted: (request: HttpRequest) => Promise<Exchange | undefined>,
) {
  /** What time it is for the program. */
  const now = () => Date.now() + store.getState().clock;

  const noteStop = ({ outcome }: Exchange) => {
    if (outcome.kind === 'stopped') store.setState({ program: { kind: 'stopped', reason: outcome.reason } });
  };

  /** Sends to the program as it is; when it was stopped, the next request starts it again. */
  const sendNow = async (request: HttpRequest, options?: SendOptions): Promise<Exchange> => {
    const exchange = (await ensureStarted(request)) ?? (await playground.send(request, options));
    noteStop(exchange);
    return exchange;
  };

  const keepCookies = ({ request, outcome }: Exchange) => {
    if (outcome.kind !== 'response') return;
    store.setState(({ jar }) => ({ jar: withResponse(jar, request, outcome.response, now()) }));
  };

  /** Sends with the jar's cookies, and shows the response while it comes. */
  const sendWatched = async (asked: HttpRequest): Promise<Exchange> => {
    const request = withCookies(store.getState().jar, asked, now());
    const end = playground.onPart((part) =>
      store.setState(({ live }) => ({ live: withPart(live, request, part) })),
    );
    try {
      const exchange = await sendNow(request, { isWatched: true });
      keepCookies(exchange);
      return exchange;
    } finally {
      end();
    }
  };

  return {
    sendNow,

    /** Sends, and goes where redirects lead when that is wanted. `after` is the exchange that led here. */
    async sendThrough(first: HttpRequest, after?: number): Promise<void> {
      let request = first;
      let followed = after;
      for (let redirects = 0; ; redirects++) {
        const exchange = await sendWatched(request);
        followed = history.add('learner', exchange, followed);
        history.flush();
        store.setState({ live: undefined });
        const redirect = store.getState().followsRedirects ? redirectOf(exchange) : undefined;
        if (redirect?.kind !== 'here' || redirects === MOST_REDIRECTS) {
          return announce(describeExchange(exchange));
        }
        request = redirect.request;
      }
    },

    /** Sends the same request so many times at once. */
    async sendAtOnce(asked: HttpRequest, count: number, order: BurstOrder): Promise<void> {
      const request = withCookies(store.getState().jar, asked, now());
      const refused = await ensureStarted(request);
      const most = order === 'worst' ? MOST_IN_WORST_ORDER : MOST_AT_ONCE;
      const requests = Array.from({ length: Math.min(count, most) }, () => request);
      const began = performance.now();
      const send = () =>
        order === 'worst'
          ? playground.race(requests)
          : Promise.all(requests.map((each) => playground.send(each)));
      const exchanges = refused ? [refused] : await send();
      const milliseconds = performance.now() - began;
      exchanges.forEach(noteStop);
      exchanges.forEach(keepCookies);
      const ids = exchanges.map((exchange) => history.add('learner', exchange));
      history.flush();
      store.setState({ burst: { ids, milliseconds, order }, isBurstShown: true });
      announce(`${plural(ids.length, 'request')} answered in ${formatMilliseconds(milliseconds)}.`);
    },
  };
}

export type Sending = ReturnType<typeof createSending>;
