import type { SourceFiles } from '../../../lessons/runtime/playground.ts';

/** The module that calls listen(): a program is nothing without it. */
export const ENTRY = 'server.ts';

export const MOST_FILES = 40;
const LONGEST_NAME = 80;

/** 'services/orders/server.ts': folders and a name of letters, digits, _, - and dots, and an ending we know. */
const FILE_NAME = /^(?:[\w-]+(?:\.[\w-]+)*\/)*[\w-]+(?:\.[\w-]+)*\.(?:ts|js|sql|http|json|md)$/;

export function isFileName(name: string): boolean {
  return name.length <= LONGEST_NAME && FILE_NAME.test(name);
}

/** Why a file cannot have this name beside the others; undefined when it can. */
export function nameMistake(name: string, files: SourceFiles): string | undefined {
  if (name === '') return 'Write a name, such as books.ts.';
  if (Object.hasOwn(files, name)) return `There is a ${name} already.`;
  if (isFileName(name)) return undefined;
  if (name.length > LONGEST_NAME) return `A name has ${LONGEST_NAME} characters at most.`;
  return 'A name has letters, digits, - and _, folders with /, and ends with .ts, .js, .sql, .http, .json or .md.';
}

/** The files with one of them under another name, in its old place. */
export function withRenamed(files: SourceFiles, from: string, to: string): SourceFiles {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path === from ? to : path, text] as const),
  );
}

export function withoutFile(files: SourceFiles, name: string): SourceFiles {
  return Object.fromEntries(Object.entries(files).filter(([path]) => path !== name));
}
