import { fileReader, foldersAround, type Place } from '../project-files.ts';

/** A migration whose name speaks of indexes: `20250827-01-all-fk-indexes.js`. */
const OF_INDEXES = /ind(?:ex|ice)[\w-]*\.(?:[cm]?[jt]s|sql)$/i;

const MAX_FILES = 40;

/** The text of the migrations after a file, in its folder, that are named for indexes; empty where nothing can be read. */
export function laterIndexMigrations(place: Place): string {
  const [folder] = foldersAround(place);
  return folder === undefined ? '' : textOf(folder, (name) => name > nameOf(place) && OF_INDEXES.test(name));
}

/**
 * The text of what changes the tables of a file later: the SQL after it in its folder, or, where the file is no
 * migration itself, all in `migrations/` beside it. Empty where nothing can be read.
 */
export function laterMigrations(place: Place, isMigration: boolean): string {
  const [folder] = foldersAround(place);
  if (folder === undefined) return '';
  return isMigration
    ? textOf(folder, (name) => name > nameOf(place) && name.endsWith('.sql'))
    : textOf(`${folder}/migrations`, (name) => name.endsWith('.sql'));
}

function nameOf({ filename }: Place): string {
  return filename.replaceAll('\\', '/').split('/').at(-1) ?? '';
}

function textOf(folder: string, isWanted: (name: string) => boolean): string {
  const files = fileReader();
  if (!files) return '';
  try {
    return files
      .readdirSync(folder)
      .filter(isWanted)
      .sort()
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

/** Whether a text of SQL adds a check of a column to a table that is there: `ALTER TABLE orders ADD CONSTRAINT … CHECK (status IN (…))`. */
export function addsCheck(text: string, table: string, column: string): boolean {
  const [name, checked] = [table.split('.').at(-1) ?? table, column].map(escaped);
  return new RegExp(
    `\\balter\\s+table\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?(?:["\`\\w]+\\.)?["\`]?${name}["\`]?\\s[^;]*?\\bcheck\\s*\\((?:[^);]|\\((?:[^();]|\\([^();]*\\))*\\))*?\\b${checked}\\b`,
    'i',
  ).test(text);
}

/** Whether a text of SQL drops a table, and does not make it again after that. */
export function dropsTable(text: string, table: string): boolean {
  const name = escaped(table.split('.').at(-1) ?? table);
  const last = (verb: string): number =>
    [
      ...text.matchAll(
        new RegExp(
          `\\b${verb}\\s+table\\s+(?:if\\s+(?:not\\s+)?exists\\s+)?(?:["\`\\w]+\\.)?["\`]?${name}\\b(?![-\\w."\`]*\\.)`,
          'gi',
        ),
      ),
    ].at(-1)?.index ?? -1;
  return last('drop') > last('create');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
