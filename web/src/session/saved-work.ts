import type { SourceFiles } from '../../../lessons/runtime/playground.ts';
import type { Lesson } from '../../../lessons/src/lesson.ts';
import { readStored, writeStored } from '../storage.ts';

/** What a learner has done in a lesson, as it is kept across reloads. */
export interface SavedWork {
  /** Texts that differ from the lesson's start. */
  readonly files: SourceFiles;
  readonly hintsShown: number;
  readonly isSolved: boolean;
}

export const noWork: SavedWork = { files: {}, hintsShown: 0, isSolved: false };

const nameOf = (lessonId: string) => `lesson/${lessonId}`;

/** The work kept for a lesson. What cannot be read counts as none. */
export function readWork(lessonId: string): SavedWork {
  return parseWork(readStored(nameOf(lessonId)));
}

/** Keeps the work of a lesson; false when the browser refuses. */
export function writeWork(lessonId: string, work: SavedWork): boolean {
  return writeStored(nameOf(lessonId), JSON.stringify(work));
}

/** Reads stored text without trusting it: an older page, or a person, may have written it. */
export function parseWork(text: string | undefined): SavedWork {
  if (text === undefined) return noWork;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return noWork;
  }
  if (!isRecord(value)) return noWork;
  const files = isRecord(value.files) ? value.files : {};
  return {
    files: Object.fromEntries(
      Object.entries(files).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
    hintsShown:
      typeof value.hintsShown === 'number' && Number.isInteger(value.hintsShown) && value.hintsShown > 0
        ? value.hintsShown
        : 0,
    isSolved: value.isSolved === true,
  };
}

/** The lesson's files as the learner left them. A locked file is always the lesson's own. */
export function restoreFiles(lesson: Lesson, saved: SourceFiles): SourceFiles {
  return Object.fromEntries(
    lesson.files.map((file) => [
      file.path,
      file.editable && Object.hasOwn(saved, file.path) ? (saved[file.path] ?? file.text) : file.text,
    ]),
  );
}

/** Only what differs from the start, so that a later edition of the lesson reaches untouched files. */
export function changedFiles(lesson: Lesson, files: SourceFiles): SourceFiles {
  return Object.fromEntries(
    lesson.files
      .filter((file) => file.editable && files[file.path] !== undefined && files[file.path] !== file.text)
      .map((file) => [file.path, files[file.path] ?? file.text]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
