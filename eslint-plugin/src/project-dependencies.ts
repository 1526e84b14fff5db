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
