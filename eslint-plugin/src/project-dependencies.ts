import { fileReader, foldersAround, type Place, type Reader } from './project-files.ts';

const MAX_FOLDERS = 12;

/**
 * Whether a package.json at or above a file names a dependency: then what the file lacks may stand in another.
 * False where nothing can be read.
 */
export function projectDependsOn(place: Place, pattern: RegExp): boolean {
  const files = fileReader();
  if (!files) return false;
  for (const folder of foldersAround(place).slice(0, MAX_FOLDERS)) {
    if (dependenciesOf(files, `${folder}/package.json`).some((name) => pattern.test(name))) return true;
    if (files.existsSync(`${folder}/.git`)) return false;
  }
  return false;
}

/** Whether the only database of a project is a file beside it, as SQLite's: it answers within the one process that there is. */
export function keepsDataInFile(place: Place): boolean {
  return projectDependsOn(place, IN_FILE) && !projectDependsOn(place, BEHIND_NETWORK);
}

const IN_FILE = /^(?:better-sqlite3|sqlite3|sqlite|sql\.js|node-sqlite3-wasm)$/;
const BEHIND_NETWORK =
  /^(?:pg|postgres|mysql2?|mariadb|tedious|mssql|oracledb|mongo(?:db|ose)|ioredis|redis|@prisma\/client|@supabase\/supabase-js|@libsql\/client)$/;

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
