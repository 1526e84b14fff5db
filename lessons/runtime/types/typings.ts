/** TypeScript's own library and Node's types: every program needs them. */
export const NODE_TYPINGS = 'node';

/** Where TypeScript's own library is among the typings. */
export const LIBRARY_FOLDER = '/lib';

/** The declaration files of a package, with those that it builds on and no package before it has. */
export interface Typings {
  /** Packages whose typings it builds on. */
  readonly needs: readonly string[];
  /** Texts by absolute path: `/node_modules/pg/package.json`, `/lib/lib.es5.d.ts`. */
  readonly files: Readonly<Record<string, string>>;
}

/** The file in the folder 'types' that holds a package's typings. */
export function typingsFile(name: string): string {
  return `${name.replace('@', '').replaceAll('/', '-')}.json`;
}

/** The names that each module exports, without its default, by the module. */
export type ExportedNames = Readonly<Record<string, readonly string[]>>;
