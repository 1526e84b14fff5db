import type { StoreApi } from 'zustand/vanilla';
import type { Exchange } from '../../../lessons/runtime/playground.ts';
import { withExchanges } from './exchanges.ts';
import type { RecordedExchange, Sender, SessionState } from './state.ts';

/**
 * Writes exchanges into the session, at most once a frame: an attack sends hundreds of requests a second,
 * and the page must stay free.
 */
export function createHistory(store: StoreApi<SessionState>) {
  let nextId = 1;
  let pending: RecordedExchange[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (pending.length === 0) return;
    const added = pending;
    pending = [];
    store.setState((state) => withExchanges(state, added));
  };

  return {
    /** Gives the exchange's number in the history. */
    add(sender: Sender, exchange: Exchange, followed?: number): number {
      const id = nextId++;
      pending.push({ id, sender, exchange, ...(followed !== undefined && { followed }) });
      timer ??= setTimeout(flush, 50);
      return id;
    },
    flush,
  };
}

export type History = ReturnType<typeof createHistory>;
