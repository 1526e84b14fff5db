/** The part of Node that reads; not there in a browser. */
export interface Reader {
  readonly existsSync: (path: string) => boolean;
  readonly readFileSync: (path: string, encoding: 'utf8') => string;
  readonly readdirSync: (path: string) => string[];
}

/** Where a file under lint stands. */
export interface Place {
  readonly cwd: string;
  readonly filename: string;
}

/** What reads files, or null where nothing can. */
export function fileReader(): Reader | null {
  const node: unknown = Reflect.get(globalThis, 'process');
  const load: unknown =
    typeof node === 'object' && node !== null ? Reflect.get(node, 'getBuiltinModule') : null;
  // Node since 20.16 and 22.3 has this function, and gives the module that its name promises.
  return typeof load === 'function' ? (load as (name: string) => Reader)('node:fs') : null;
}

/** The folders around a file, the nearest first; none of them ends with a slash. */
export function foldersAround({ cwd, filename }: Place): string[] {
  const path = filename.replaceAll('\\', '/');
  const isWhole = path.startsWith('/') || /^[a-z]:\//i.test(path);
  const parts = (isWhole ? path : `${cwd.replaceAll('\\', '/')}/${path}`).split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
}
