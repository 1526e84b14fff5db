import { setClock } from './clock.ts';
import { Database } from './database.ts';
import { DatabaseFailure } from './database-failure.ts';
import type {
  DatabaseCall,
  DatabaseEvent,
  DatabaseRequest,
  DatabaseWorkerStart,
  DatabaseAnswers,
} from './messages.ts';
import { Program } from './program.ts';

/** The database worker: serves the host on the port that its first message brings. */
self.onmessage = (event: MessageEvent<DatabaseWorkerStart>): void => {
  self.onmessage = null;
  serve(event.data.port);
};

function serve(port: MessagePort): void {
  const post = (event: DatabaseEvent): void => port.postMessage(event);
  let database: Database | undefined;
  let program: Program | undefined;

  const started = (): Database => {
    if (!database) throw new DatabaseFailure({ code: '57P03', message: 'The database was not started.' });
    return database;
  };

  const answer = async (call: DatabaseCall): Promise<DatabaseAnswers[DatabaseCall['kind']]> => {
    switch (call.kind) {
      case 'reset':
        await started().reset(call.source);
        return undefined;
      case 'close-program':
        await program?.close();
        return undefined;
      case 'query':
        return started().query(call.sql, call.parameters);
      case 'explain':
        return started().explain(call.sql, call.parameters);
      case 'typed':
        return started().runTyped(call.sql, call.limit);
      case 'step':
        return started().step(call.session, call.sql, call.limit);
      case 'end-steps':
        await started().endStepping();
        return undefined;
      case 'table':
        return started().table(call.name, call.page);
      case 'tables':
        return started().tables(call.limit);
      case 'race':
        started().race.setRacers(call.racers);
        return undefined;
      case 'clock':
        setClock(call.ahead);
        return undefined;
      case 'flush':
        return undefined;
    }
  };

  port.onmessage = ({ data }: MessageEvent<DatabaseRequest>): void => {
    switch (data.kind) {
      case 'start':
        database = new Database(data.choice, {
          onStatement: (record) => post({ kind: 'statement', record }),
          onEngine: (state) => post({ kind: 'engine', state }),
          onLoading: (progress) => post({ kind: 'loading', progress }),
          onWaiting: (waiting) => post({ kind: 'waiting', waiting }),
        });
        return;
      case 'assets':
        void database?.provide(data.assets);
        return;
      case 'assets-failed':
        database?.fail(data.message);
        return;
      case 'hold-postgres':
        database?.holdPostgres(data.isHeld);
        return;
      case 'open-program':
        void program?.close();
        program = new Program(data.port, started());
        return;
      case 'call':
        answer(data.call).then(
          (value) => post({ kind: 'answer', id: data.id, value }),
          (error: unknown) => post({ kind: 'failure', id: data.id, error: errorOf(error) }),
        );
    }
  };
}

function errorOf(error: unknown) {
  if (error instanceof DatabaseFailure) return error.error;
  return { code: 'XX000', message: error instanceof Error ? error.message : String(error) };
}
