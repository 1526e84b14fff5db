import type { StoreApi } from 'zustand/vanilla';
import { DatabaseFailure } from '../../../lessons/runtime/database/database-failure.ts';
import type { Exchange, HttpRequest, Playground, ProgramError } from '../../../lessons/runtime/playground.ts';
import { isSameDatabase } from './project.ts';
import { isCurrent, type SessionState } from './state.ts';
import { startedOver } from './stepping-state.ts';
import { messageOf } from './turns.ts';

/** Makes the data and starts the program, each when the files ask for other than what is there. */
export function createStarting(store: StoreApi<SessionState>, playground: Playground) {
  /** The reader does not want to wait for the data. */
  let isLoadingCancelled = false;

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

  return {
    makeDatabase,
    ensureStarted,

    /** Stops the making of a database that takes long. */
    cancelLoading() {
      isLoadingCancelled = true;
      return playground.cancelReset();
    },
  };
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
