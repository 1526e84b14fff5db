/** What a rule's context tells about the file it looks at. */
interface Place {
  readonly cwd: string;
  readonly filename: string;
}

/** The part of Node that reads; not there in a browser. */
interface Reader {
  readonly existsSync: (path: string) => boolean;
  readonly readFileSync: (path: string, encoding: 'utf8') => string;
}

const MAX_FOLDERS = 12;

/**
 * Whether a package.json at or above a file names a dependency: then what the file lacks may stand in another.
 * False where nothing can be read.
 */
export function projectDependsOn({ cwd, filename }: Place, pattern: RegExp): boolean {
  const files = reader();
  if (!files) return false;
  const path = filename.replaceAll('\\', '/');
  const isWhole = path.startsWith('/') || /^[a-z]:\//i.test(path);
  const folders = (isWhole ? path : `${cwd.replaceAll('\\', '/')}/${path}`).split('/').slice(0, -1);
  for (let depth = 0; depth < MAX_FOLDERS && folders.length > 0; depth++, folders.pop()) {
    const folder = folders.join('/');
    if (dependenciesOf(files, `${folder}/package.json`).some((name) => pattern.test(name))) return true;
    if (files.existsSync(`${folder}/.git`)) return false;
  }
  return false;
}

function dependenciesOf(files: Reader, path: string): string[] {
  try {
    const content: unknown = JSON.parse(files.readFileSync(path, 'utf8'));
    if (typeof content !== 'object' || content === null) return [];
    return ['dependencies', 'devDependencies', 'peerDependencies'].flatMap((key) => {
      const listed: unknown = Reflect.get(content, key);
      return typeof listed === 'object' && listed !== null ? Object.keys(listed) : [];
    });
  } catch {
    return [];
  }
}

function reader(): Reader | null {
  const node: unknown = Reflect.get(globalThis, 'process');
  const load: unknown =
    typeof node === 'object' && node !== null ? Reflect.get(node, 'getBuiltinModule') : null;
  // Node since 20.16 and 22.3 has this function, and gives the module that its name promises.
  return typeof load === 'function' ? (load as (name: string) => Reader)('node:fs') : null;
}
