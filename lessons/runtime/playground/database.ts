import type { SourcePosition } from './program.ts';

export type Engine = 'pg-mem' | 'pglite';

/** Which engines answer: both (pg-mem first, PGlite when it is ready), or one alone. */
export type EngineChoice = 'both' | Engine;

export type EngineState =
  | { readonly kind: 'loading' }
  | {
      readonly kind: 'ready';
      readonly engine: Engine;
      readonly version: string;
      readonly milliseconds: number;
    }
  | { readonly kind: 'failed'; readonly message: string };

/** Schema and seed: SQL texts that make the database from nothing. */
export interface DatabaseSource {
  readonly schema: string;
  readonly seed: string;
}

/** A place in the texts that make the database; line and column from 1. */
export interface SourcePlace {
  readonly text: keyof DatabaseSource;
  readonly line: number;
  readonly column: number;
}

export interface DatabaseError {
  readonly message: string;
  /** SQLSTATE. */
  readonly code: string;
  readonly detail?: string;
  readonly hint?: string;
  /** Offset in the statement's text, from 1. */
  readonly position?: number;
  /** Where in the texts that make the database. */
  readonly place?: SourcePlace;
}

/** How far the making of a database is. */
export interface LoadProgress {
  readonly text: keyof DatabaseSource;
  /** The statement that runs, from 1. */
  readonly statement: number;
  readonly of: number;
  /** The beginning of that statement. */
  readonly sql: string;
}

/** Which part of a table is read, in which order; without one, by its key. */
export interface TablePage {
  readonly offset: number;
  readonly limit: number;
  readonly sort?: { readonly column: string; readonly isDescending: boolean };
}

/** One statement as the database saw it: written by the database worker, so the program cannot forge it. */
export interface StatementRecord {
  /** Increases by one for every statement of a playground. */
  readonly id: number;
  readonly sql: string;
  /** In text form; null is SQL NULL. */
  readonly parameters: readonly (string | null)[];
  /** 'SELECT', 'INSERT', …: the first word of the command tag. */
  readonly command: string;
  readonly rows: number;
  readonly milliseconds: number;
  readonly engine: Engine;
  readonly error?: DatabaseError;
  /** What the engine is known to do otherwise than PostgreSQL at such a statement without saying so, in sentences. */
  readonly differences?: readonly string[];
  /** pg-mem refused it, so PGlite answered. */
  readonly replayed?: { readonly reason: string };
  /** When it began, in milliseconds since 1970 by the computer's own clock. */
  readonly began?: number;
  /** The line that sent it. The program says so: of all that is here, this alone it could forge. */
  readonly position?: SourcePosition;
}

/** Text form of every value, null for SQL NULL: what a table browser and a check read. */
export interface RowSet {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** Of the whole result, when `rows` was cut. */
  readonly total: number;
}

/** What SQL gave that the playground's owner typed. */
export interface TypedSql {
  /** One for each statement, as for a program's; the last one has failed when the SQL did. */
  readonly statements: readonly StatementRecord[];
  /** Of the last statement that gives rows. */
  readonly rows?: RowSet;
}

export interface TableData extends RowSet {
  readonly name: string;
  readonly types: readonly string[];
}

/** A node of EXPLAIN (FORMAT JSON). Costs in the planner's units, times in milliseconds. */
export interface PlanNode {
  readonly type: string;
  readonly relation?: string;
  readonly index?: string;
  readonly estimatedRows: number;
  readonly actualRows?: number;
  readonly loops?: number;
  readonly totalCost: number;
  readonly milliseconds?: number;
  /** 'Filter', 'Sort Key', 'Index Cond', … as PostgreSQL words them. */
  readonly details: readonly (readonly [label: string, value: string])[];
  readonly children: readonly PlanNode[];
}

export type PlanResult =
  /** `analyzed`: the statement was run to measure it; never so for one that writes. */
  | { readonly kind: 'plan'; readonly root: PlanNode; readonly analyzed: boolean; readonly text: string }
  | { readonly kind: 'unavailable'; readonly reason: string };
