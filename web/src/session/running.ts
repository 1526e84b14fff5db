import type { StoreApi } from 'zustand/vanilla';
import type { Attack } from '../../../lessons/runtime/attack/attack.ts';
import type { Check, Finding } from '../../../lessons/runtime/checks/check.ts';
import type {
  Exchange,
  HttpRequest,
  HttpResponse,
  Playground,
  ProgramError,
  SessionName,
  SourceFiles,
} from '../../../lessons/runtime/playground.ts';
import { formatDuration, plural } from '../format.ts';
import { announce } from '../shell/announce.ts';
import { DatabaseFailure } from '../../../lessons/runtime/database/database-failure.ts';
import type { BurstOrder } from '../request/burst.ts';
import { redirectOf } from '../request/redirect.ts';
import { describeExchange } from './describe-exchange.ts';
import { createHistory } from './history.ts';
import { recordExchanges } from './recording.ts';
import { isSameDatabase } from './project.ts';
import { nextStatement, startedOver, withStep, type StepEntry } from './stepping-state.ts';
import { createSending } from './sending.ts';
import { conditionsOf, type ServiceSettings } from './service-settings.ts';
import {
  checksEnded,
  checksStarted,
  describeChecks,
  isCurrent,
  isSolvedBy,
  typedKept,
  withResult,
  type Activity,
  type RecordedExchange,
  type SessionState,
  type TypedEntry,
} from './state.ts';

/** What judges the code of a lesson. */
export interface Grading {
  readonly checks: readonly Check[];
  readonly attack: Attack | undefined;
}

/** Rows of typed SQL that are shown at most. */
const typedRowsShown = 200;

/** What a session does with its playground: start, send, attack, check. One thing at a time. */
export function createRunning(
  store: StoreApi<SessionState>,
  grading: Grading,
  playground: Playground,
  lint: (files: SourceFiles) => Promise<readonly Finding[]>,
) {
  const history = createHistory(store);
  let queue: Promise<unknown> = Promise.resolve();
  /** The reader does not want to wait for the data. */
  let isLoadingCancelled = false;

  /** After what is under way; a failure of the playground itself becomes a message, never an exception. */
  const inTurn = (activity: Activity | undefined, task: () => Promise<void>): Promise<void> => {
    if (activity) store.setState({ activity });
    const turn = queue.then(task).catch((error: unknown) => {
      store.setState({ connection: { kind: 'failed', message: messageOf(error) } });
    });
    queue = turn.then(() => {
      history.flush();
      if (activity) store.setState({ activity: undefined });
    });
    return turn;
  };

  /** Makes the data as the files ask for it. Where PostgreSQL refuses that, makes safe data and says why. */
  const makeDatabase = async (): Promise<ProgramError | undefined> => {
    const { project, files } = store.getState();
    const database = project.databaseOf(files);
    isLoadingCancelled = false;
    store.setState({ made: undefined, dataRefusal: undefined });
    const refused = (dataRefusal: ProgramError) => {
      store.setState({ dataRefusal });
      return dataRefusal;
    };
    try {
      await playground.resetDatabase(database);
      store.setState({ made: database });
      return undefined;
    } catch (error) {
      if (isLoadingCancelled) return refused(LOADING_CANCELLED);
      if (isSameDatabase(database, project.safeDatabase)) throw error;
      await playground.resetDatabase(project.safeDatabase);
      store.setState({ made: project.safeDatabase });
      return refused(refusalOf(error));
    } finally {
      // New data begins at the present.
      store.setState((state) => ({
        dataVersion: state.dataVersion + 1,
        clock: 0,
        stepping: startedOver(state.stepping),
      }));
    }
  };

  /** Starts the program unless these very files are running. Gives the exchange to show when it cannot. */
  const ensureStarted = async (request: HttpRequest): Promise<Exchange | undefined> => {
    const { program, files, project } = store.getState();
    if (isCurrent(program, files)) return undefined;
    store.setState({ program: { kind: 'starting' } });
    const failed = (outcome: Exchange['outcome']): Exchange => ({
      request,
      outcome,
      statements: [],
      logs: [],
      milliseconds: 0,
    });
    const { made } = store.getState();
    const isMade = made !== undefined && isSameDatabase(project.databaseOf(files), made);
    const refusal = isMade ? undefined : await makeDatabase();
    if (refusal) {
      store.setState({ program: { kind: 'failed', error: refusal } });
      return failed({ kind: 'failed', error: refusal });
    }
    const result = await playground.start(files, project.entry);
    store.setState({ startLogs: result.logs });
    switch (result.kind) {
      case 'listening':
        store.setState({ program: { kind: 'listening', files, milliseconds: result.milliseconds } });
        return undefined;
      case 'failed':
        store.setState({ program: result });
        return failed(result);
      case 'stopped':
        store.setState({ program: result });
        return failed(result);
    }
  };

  const sending = createSending(store, playground, history, ensureStarted);

  const advanceClock = async (milliseconds: number): Promise<void> => {
    await playground.advanceClock(milliseconds);
    store.setState((state) => ({ clock: state.clock + milliseconds, dataVersion: state.dataVersion + 1 }));
  };

  const isBusy = () => store.getState().activity !== undefined;

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

    async runAttack(): Promise<void> {
      const { attack } = grading;
      if (!attack || isBusy()) return;
      const start = { requests: 0, stolen: '', length: 0, step: 'Starting' };
      store.setState({ attack: { kind: 'running', progress: start } });
      await inTurn('attacking', async () => {
        try {
          const keep = (exchange: Exchange): HttpResponse => {
            history.add('attack', exchange);
            if (exchange.outcome.kind === 'response') return exchange.outcome.response;
            throw new Error(describeExchange(exchange));
          };
          const steps = attack(async (request) => keep(await sending.sendNow(request)), {
            race: async (requests) => (await playground.race(requests)).map(keep),
            advanceClock,
          });
          for (;;) {
            const step = await steps.next();
            if (step.done) {
              store.setState({ attack: { kind: 'done', report: step.value } });
              announce(`The attack ${step.value.outcome}: ${step.value.step}.`);
              return;
            }
            store.setState({ attack: { kind: 'running', progress: step.value } });
            await nextFrame();
          }
        } catch (error) {
          store.setState({ attack: { kind: 'broken', message: messageOf(error) } });
          announce(`The attack could not go on: ${messageOf(error)}`);
        }
      });
    },

    async runChecks(): Promise<void> {
      if (isBusy()) return;
      store.setState((state) => ({ checks: checksStarted(state.checks) }));
      announce('Checks are running.');
      await inTurn('checking', async () => {
        const { files, project } = store.getState();
        store.setState({ checkedFiles: files });
        const recorded = recordExchanges(playground, (exchange) => history.add('checks', exchange));
        const { runChecks } = await import('../../../lessons/runtime/checks/run-checks.ts');
        const results = runChecks({
          playground: recorded,
          database: project.safeDatabase,
          files,
          entry: project.entry,
          rules: project.rules,
          checks: grading.checks,
          ...(grading.attack ? { attack: grading.attack } : {}),
          lint,
        });
        try {
          for await (const result of results) {
            store.setState((state) => ({ checks: withResult(state.checks, result) }));
          }
          // The tables are the reader's again.
          await playground.resetDatabase(project.safeDatabase);
        } catch (error) {
          announce(`The checks could not be run: ${messageOf(error)}`);
          throw error;
        } finally {
          store.setState((state) => ({
            checks: checksEnded(state.checks),
            program: { kind: 'none' },
            made: undefined,
          }));
          await playground.setServices(conditionsOf(store.getState().services));
        }
        const { checks } = store.getState();
        if (isSolvedBy(checks)) store.setState({ isSolved: true });
        announce(describeChecks(checks));
      });
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

    /** Runs SQL of the prompt and keeps it with what came of it. */
    async runTyped(sql: string): Promise<void> {
      if (isBusy()) return;
      await inTurn('querying', async () => {
        const result = await playground.runTyped(sql, typedRowsShown).then(
          ({ statements, rows }): TypedEntry => ({ sql, statements, ...(rows ? { rows } : {}) }),
          (error: unknown): TypedEntry => ({ sql, statements: [], failure: messageOf(error) }),
        );
        store.setState((state) => ({
          typed: [...state.typed, result].slice(-typedKept),
          dataVersion: state.dataVersion + 1,
        }));
        announce(describeTyped(result));
      });
    },

    /** Runs the next statement of one of the sessions that are side by side. */
    async step(session: SessionName): Promise<void> {
      const sql = nextStatement(store.getState().stepping, session);
      if (isBusy() || sql === undefined) return;
      await inTurn('querying', async () => {
        const { outcome, notes, transactions } = await playground
          .step(session, sql, typedRowsShown)
          .catch((error: unknown) => ({
            outcome: { kind: 'failed', message: messageOf(error) } as const,
            notes: [],
            transactions: [],
          }));
        const entry: StepEntry = { session, sql, outcome, notes };
        store.setState((state) => ({
          stepping: withStep(state.stepping, entry, transactions),
          dataVersion: state.dataVersion + 1,
        }));
        announce(`Session ${session}: ${describeStep(entry)}`);
      });
    },

    /** Rolls the sessions back and begins their scripts anew. */
    async startStepsOver(): Promise<void> {
      if (isBusy()) return;
      await inTurn('querying', async () => {
        await playground.endSteps();
        store.setState((state) => ({
          stepping: startedOver(state.stepping),
          dataVersion: state.dataVersion + 1,
        }));
      });
    },

    /** Stops the making of a database that takes long. */
    cancelLoading: () => {
      isLoadingCancelled = true;
      return playground.cancelReset();
    },

    table: playground.table.bind(playground),
    explain: playground.explain.bind(playground),
    tables: playground.tables.bind(playground),
  };
}

export type Running = ReturnType<typeof createRunning>;

function describeTyped({ statements, rows, failure }: TypedEntry): string {
  const last = statements.at(-1);
  if (failure !== undefined) return failure;
  if (last?.error) return `Error ${last.error.code}: ${last.error.message}`;
  if (rows) return plural(rows.total, 'row');
  return last ? `${last.command}, ${plural(last.rows, 'row')}` : 'Nothing was run.';
}

function describeStep({ outcome }: StepEntry): string {
  switch (outcome.kind) {
    case 'ran':
      return describeTyped({
        sql: '',
        statements: [outcome.statement],
        ...(outcome.rows && { rows: outcome.rows }),
      });
    case 'refused':
      return outcome.reason;
    case 'failed':
      return outcome.message;
  }
}

/** What to tell the reader of schema and seed when the database refuses them. */
function refusalOf(error: unknown): ProgramError {
  const place = error instanceof DatabaseFailure ? error.error.place : undefined;
  const position = place && { file: `${place.text}.sql`, line: place.line, column: place.column };
  const hint = error instanceof DatabaseFailure ? error.error.hint : undefined;
  return {
    name: 'The database refused',
    message: messageOf(error),
    frames: [],
    ...(position && { position }),
    advice: hint ?? 'The database could not be made of schema.sql and the seed rows.',
  };
}

const LOADING_CANCELLED: ProgramError = {
  name: 'The data were not loaded',
  message: 'You stopped schema.sql and seed.sql while they were run. The database is empty.',
  frames: [],
  advice: 'Shorten the seed, or send a request to load it again.',
};

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 16));
}
