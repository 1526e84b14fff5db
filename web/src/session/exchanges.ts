import type { HttpRequest, ResponsePart } from '../../../lessons/runtime/playground.ts';
import type { LiveResponse, RecordedExchange, SessionState } from './state.ts';

/** History older than this is dropped, oldest first. */
export const exchangesKept = 500;
/** So is what is older than as many characters and bytes of bodies: a few large ones would fill the memory. */
export const bodiesKept = 64_000_000;

/** Adds exchanges to the history. The learner's own, and a check's, are shown; an attack's last one is. */
export function withExchanges(
  state: SessionState,
  added: readonly RecordedExchange[],
): Partial<SessionState> {
  return {
    exchanges: withinMemory([...state.exchanges, ...added].slice(-exchangesKept)),
    exchangeCount: state.exchangeCount + added.length,
    shownExchange: added.at(-1)?.id ?? state.shownExchange,
    shownStatement: added.length > 0 ? undefined : state.shownStatement,
    isBurstShown: false,
    dataVersion: state.dataVersion + 1,
  };
}

/** The latest of these whose bodies fit, and always the last. */
function withinMemory(exchanges: readonly RecordedExchange[]): readonly RecordedExchange[] {
  let size = 0;
  const firstTooMuch = exchanges.findLastIndex(({ exchange: { outcome } }, index) => {
    if (outcome.kind === 'response') {
      size += outcome.response.body.length + (outcome.response.content?.length ?? 0);
    }
    return size > bodiesKept && index < exchanges.length - 1;
  });
  return exchanges.slice(firstTooMuch + 1);
}

/** The live response with another part of it. */
export function withPart(
  live: LiveResponse | undefined,
  request: HttpRequest,
  { head, chunks }: ResponsePart,
): LiveResponse | undefined {
  if (head) return { request, head, chunks };
  return live && { ...live, chunks: [...live.chunks, ...chunks] };
}
