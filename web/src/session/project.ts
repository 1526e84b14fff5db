import type { DatabaseSource, EngineChoice, SourceFiles } from '../../../lessons/runtime/playground.ts';
import type { SavedRequest } from '../../../lessons/src/lesson.ts';
import type { SavedWork } from './saved-work.ts';

/** Requests to choose from, and what is wrong with the file that they are in. */
export interface SavedRequests {
  readonly requests: readonly SavedRequest[];
  readonly mistake?: string;
}

/** What a session works on: a lesson's program, or the reader's own. */
export interface Project {
  readonly title: string;
  /** The module that calls listen(). */
  readonly entry: string;
  /** The file shown first. */
  readonly open: string;
  /** What a reset brings back. */
  readonly start: SourceFiles;
  /** Paths of files that are shown, but not to be changed. */
  readonly locked: readonly string[];
  /** Rules of the linter beside the recommended ones. */
  readonly rules: readonly string[];
  readonly hints: number;
  /** Which engines answer. */
  readonly engine: EngineChoice;
  /** The database where the one that the files ask for cannot be made. */
  readonly safeDatabase: DatabaseSource;
  databaseOf(files: SourceFiles): DatabaseSource;
  requestsOf(files: SourceFiles): SavedRequests;
  /** The reader's own file of requests; undefined where they are given. */
  readonly requestsFile?: string;
  /** What was kept of earlier work here, with the texts of all files. */
  readWork(): SavedWork;
  /** Keeps the work across reloads; false when the browser refuses. */
  keepWork(work: SavedWork): boolean;
}

/** Whether two databases are made of the same texts. */
export function isSameDatabase(a: DatabaseSource, b: DatabaseSource): boolean {
  return a.schema === b.schema && a.seed === b.seed;
}

/** Whether these are the same files with the same texts. */
export function isSameFiles(a: SourceFiles, b: SourceFiles): boolean {
  const paths = Object.keys(a);
  return paths.length === Object.keys(b).length && paths.every((path) => a[path] === b[path]);
}
