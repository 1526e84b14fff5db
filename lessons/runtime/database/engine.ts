import type {
  DatabaseError,
  DatabaseSource,
  Engine,
  LoadProgress,
  TableData,
  TablePage,
} from '../playground.ts';
import type { Session } from './session.ts';
import type { FrontendMessage } from './wire/frontend.ts';

/** What an engine gave for some messages. */
export type EngineAnswer =
  /** Messages of the backend; an error may be among them. */
  | {
      readonly kind: 'answered';
      readonly bytes: Uint8Array;
      /** Of each statement: what this engine did otherwise than PostgreSQL without saying so. */
      readonly differences?: readonly (readonly string[])[];
    }
  /** The engine cannot do this, or must not be trusted with it. Nothing was changed. */
  | { readonly kind: 'refused'; readonly error: DatabaseError };

/** What changed a database, so that another can be brought to the same state. */
export interface JournalEntry {
  readonly messages: readonly FrontendMessage[];
  /** When it was executed: what now() gave. */
  readonly time: number;
}

/** A database that takes messages of the wire protocol, one session at a time. */
export interface DatabaseEngine {
  readonly name: Engine;
  readonly version: string;
  /** Takes a session's messages: at most one statement to execute, or one simple query. */
  execute(session: Session, messages: readonly FrontendMessage[]): Promise<EngineAnswer>;
  /** Whether the session's open transaction has changed nothing and locked nothing, functions included. */
  hasOnlyRead(session: Session): Promise<boolean>;
  /** Undoes the open transaction, if any. */
  rollback(): Promise<void>;
  /** Frees what a session prepared and set. */
  forget(session: Session): Promise<void>;
  /** Drops everything and runs schema and seed; throws a DatabaseFailure when they are wrong. */
  reset(source: DatabaseSource, onProgress: (progress: LoadProgress) => void): Promise<void>;
  /** All tables of the public schema. */
  tables(limit: number): Promise<TableData[]>;
  /** A part of one table; undefined when there is none of this name. */
  table(name: string, page: TablePage): Promise<TableData | undefined>;
}
