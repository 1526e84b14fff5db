import type { StoreApi } from 'zustand/vanilla';
import type { History } from './history.ts';
import type { Activity, SessionState } from './state.ts';

/** One thing at a time: what is asked for waits for what is under way. */
export function createTurns(store: StoreApi<SessionState>, history: History) {
  let queue: Promise<unknown> = Promise.resolve();
  return {
    isBusy: () => store.getState().activity !== undefined,

    /** Runs a task in its turn; a failure of the playground itself becomes a message, never an exception. */
    inTurn(activity: Activity | undefined, task: () => Promise<void>): Promise<void> {
      if (activity) store.setState({ activity });
      const turn = queue.then(task).catch((error: unknown) => {
        store.setState({ connection: { kind: 'failed', message: messageOf(error) } });
      });
      queue = turn.then(() => {
        history.flush();
        if (activity) store.setState({ activity: undefined });
      });
      return turn;
    },
  };
}

export type Turns = ReturnType<typeof createTurns>;

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
