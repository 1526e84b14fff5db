import { fileReader, foldersAround, type Place } from '../project-files.ts';

/** A migration whose name speaks of indexes: `20250827-01-all-fk-indexes.js`. */
const OF_INDEXES = /ind(?:ex|ice)[\w-]*\.(?:[cm]?[jt]s|sql)$/i;

const MAX_FILES = 20;

/** The text of the migrations after a file, in its folder, that are named for indexes; empty where nothing can be read. */
export function laterIndexMigrations(place: Place): string {
  const files = fileReader();
  const [folder] = foldersAround(place);
  if (!files || folder === undefined) return '';
  const own = place.filename.replaceAll('\\', '/').split('/').at(-1) ?? '';
  try {
    return files
      .readdirSync(folder)
      .filter((name) => name > own && OF_INDEXES.test(name))
      .slice(0, MAX_FILES)
      .map((name) => files.readFileSync(`${folder}/${name}`, 'utf8'))
      .join('\n');
  } catch {
    return '';
  }
}

/** Whether a text of SQL makes an index of a table that begins with a column: `ON "users" ("team_id")`. */
export function makesIndex(text: string, table: string, column: string): boolean {
  const [name, first] = [table.split('.').at(-1) ?? table, column].map(escaped);
  return new RegExp(
    `\\bon\\s+(?:only\\s+)?(?:["\`\\w]+\\.)?["\`]?${name}["\`]?\\s*(?:using\\s+\\w+\\s*)?\\(\\s*["\`]?${first}\\b`,
    'i',
  ).test(text);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
