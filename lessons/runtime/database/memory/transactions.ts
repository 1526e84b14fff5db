import type { IBackup, IMemoryDb } from 'pg-mem';
import { DatabaseFailure } from '../database-failure.ts';
import type { JournalEntry } from '../engine.ts';

interface OpenTransaction {
  readonly backup: IBackup;
  /** Length of the journal before it. */
  readonly journalLength: number;
  /** What now() is until its end. */
  readonly time: number;
  readonly savepoints: readonly { readonly name: string; readonly backup: IBackup }[];
}

const BEGIN =
  /^(?:BEGIN|START TRANSACTION)(?: WORK| TRANSACTION)?(?: ISOLATION LEVEL (?:SERIALIZABLE|REPEATABLE READ|READ COMMITTED))?$/;
const COMMIT = /^(?:COMMIT|END)(?: WORK| TRANSACTION)?$/;
const ROLLBACK = /^(?:ROLLBACK|ABORT)(?: WORK| TRANSACTION)?$/;
const SAVEPOINT = /^SAVEPOINT (\w+)$/;
const RELEASE = /^RELEASE(?: SAVEPOINT)? (\w+)$/;
const ROLLBACK_TO = /^ROLLBACK(?: WORK| TRANSACTION)? TO(?: SAVEPOINT)? (\w+)$/;

/** pg-mem's own adapters undo nothing on ROLLBACK: here a transaction is a copy of the data, which costs nothing. */
export class Transactions {
  readonly #database: IMemoryDb;
  readonly #journal: JournalEntry[];
  #open: OpenTransaction | undefined;

  constructor(database: IMemoryDb, journal: JournalEntry[]) {
    this.#database = database;
    this.#journal = journal;
  }

  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /** What now() is within the open transaction. */
  get time(): number | undefined {
    return this.#open?.time;
  }

  /** Carries out a statement that controls a transaction and gives its tag; undefined for any other. */
  control(keywords: string, hasFailed: boolean): string | undefined {
    if (BEGIN.test(keywords)) {
      this.#open ??= {
        backup: this.#database.backup(),
        journalLength: this.#journal.length,
        time: Date.now(),
        savepoints: [],
      };
      return 'BEGIN';
    }
    if (ROLLBACK.test(keywords) || (COMMIT.test(keywords) && hasFailed)) {
      this.rollback();
      return 'ROLLBACK';
    }
    if (COMMIT.test(keywords)) {
      this.#open = undefined;
      return 'COMMIT';
    }
    return this.#controlSavepoint(keywords);
  }

  /** Ends the open transaction, also when it cannot be undone. */
  rollback(): void {
    const open = this.#open;
    if (!open) return;
    this.#open = undefined;
    this.#journal.length = open.journalLength;
    restore(open.backup);
  }

  /** What is now; calling it brings that back. */
  remember(): () => void {
    const backup = this.#database.backup();
    const open = this.#open;
    const { length } = this.#journal;
    return () => {
      restore(backup);
      this.#open = open;
      this.#journal.length = length;
    };
  }

  #controlSavepoint(keywords: string): string | undefined {
    const set = SAVEPOINT.exec(keywords)?.[1];
    const released = RELEASE.exec(keywords)?.[1];
    const restored = ROLLBACK_TO.exec(keywords)?.[1];
    const name = set ?? released ?? restored;
    if (name === undefined) return undefined;
    if (!this.#open) {
      throw new DatabaseFailure({
        code: '25P01',
        message: 'SAVEPOINT can only be used in transaction blocks',
      });
    }
    const { savepoints } = this.#open;
    if (set !== undefined) {
      this.#open = {
        ...this.#open,
        savepoints: [...savepoints, { name, backup: this.#database.backup() }],
      };
      return 'SAVEPOINT';
    }
    const index = savepoints.findLastIndex((savepoint) => savepoint.name === name);
    const savepoint = savepoints[index];
    if (!savepoint) {
      throw new DatabaseFailure({
        code: '3B001',
        message: `savepoint "${name.toLowerCase()}" does not exist`,
      });
    }
    if (restored !== undefined) restore(savepoint.backup);
    this.#open = {
      ...this.#open,
      savepoints: savepoints.slice(0, restored === undefined ? index : index + 1),
    };
    return restored === undefined ? 'RELEASE' : 'ROLLBACK';
  }
}

/** pg-mem cannot undo changes of the schema. */
function restore(backup: IBackup): void {
  try {
    backup.restore();
  } catch {
    throw new DatabaseFailure({
      code: '0A000',
      message: 'pg-mem cannot undo a change of the schema, so this transaction cannot be rolled back.',
    });
  }
}
