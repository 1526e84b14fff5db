import type { StoreApi } from 'zustand/vanilla';
import type { Finding } from '../../../lessons/runtime/checks/check.ts';
import type { HttpRequest, Playground, SourceFiles } from '../../../lessons/runtime/playground.ts';
import { formatDuration } from '../format.ts';
import type { BurstOrder } from '../request/burst.ts';
import { redirectOf } from '../request/redirect.ts';
import { announce } from '../shell/announce.ts';
import { createHistory } from './history.ts';
import { createJudging, type Grading } from './judging.ts';
import { createSending } from './sending.ts';
import { conditionsOf, type ServiceSettings } from './service-settings.ts';
import { createStarting } from './starting.ts';
import type { RecordedExchange, SessionState } from './state.ts';
import { createTurns } from './turns.ts';
import { createTypedSql } from './typed-sql.ts';

/** What a session does with its playground: start, send, attack, check. One thing at a time. */
export function createRunning(
  store: StoreApi<SessionState>,
  grading: Grading,
  playground: Playground,
  lint: (files: SourceFiles) => Promise<readonly Finding[]>,
) {
  const history = createHistory(store);
  const turns = createTurns(store, history);
  const { inTurn, isBusy } = turns;
  const { makeDatabase, ensureStarted, cancelLoading } = createStarting(store, playground);
  const sending = createSending(store, playground, history, ensureStarted);

  const advanceClock = async (milliseconds: number): Promise<void> => {
    await playground.advanceClock(milliseconds);
    store.setState((state) => ({ clock: state.clock + milliseconds, dataVersion: state.dataVersion + 1 }));
  };

  return {
    /** Makes the data and starts the program before anyone asks, so that the first Send is quick. */
    prepare: () =>
      inTurn(undefined, async () => {
        await makeDatabase();
        store.setState({ connection: { kind: 'connected' } });
        await ensureStarted({ method: 'GET', path: '/' });
      }),

    async send(request: HttpRequest): Promise<void> {
      if (isBusy()) return;
      await inTurn('sending', () => sending.sendThrough(request));
    },

    /** Goes where the response of this exchange sends its client. */
    async follow({ id, exchange }: RecordedExchange): Promise<void> {
      const redirect = redirectOf(exchange);
      if (isBusy() || redirect?.kind !== 'here') return;
      await inTurn('sending', () => sending.sendThrough(redirect.request, id));
    },

    /** Closes the connection of the response that is coming. */
    hangUp: () => playground.hangUp(),

    /** Sends the same request so many times at once. */
    async sendAtOnce(request: HttpRequest, count: number, order: BurstOrder): Promise<void> {
      if (isBusy()) return;
      await inTurn('sending', () => sending.sendAtOnce(request, count, order));
    },

    /** Lets time pass at once, for the program and for the database. */
    async wait(milliseconds: number): Promise<void> {
      if (isBusy()) return;
      await inTurn('waiting', async () => {
        await advanceClock(milliseconds);
        announce(`${formatDuration(milliseconds)} have passed.`);
      });
    },

    /** Sets how the way to a service is from now on. */
    setService(name: string, settings: ServiceSettings): Promise<void> {
      store.setState(({ services }) => ({ services: { ...services, [name]: settings } }));
      return inTurn(undefined, () => playground.setServices(conditionsOf(store.getState().services)));
    },

    resetData: () =>
      inTurn(undefined, async () => {
        const refusal = await makeDatabase();
        // What the program holds of the old data must not meet the new.
        if (refusal) store.setState({ program: { kind: 'failed', error: refusal } });
        announce(refusal ? `${refusal.name}: ${refusal.message}` : 'The data is as it was at the start.');
      }),

    ...createJudging({ store, grading, playground, history, sending, turns, advanceClock, lint }),
    ...createTypedSql(store, playground, turns),
    cancelLoading,
    table: playground.table.bind(playground),
    explain: playground.explain.bind(playground),
    tables: playground.tables.bind(playground),
  };
}

export type Running = ReturnType<typeof createRunning>;
