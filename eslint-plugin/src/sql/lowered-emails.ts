import { projectDependsOn } from '../project-dependencies.ts';
import { fileReader, foldersAround, type Place, type Reader } from '../project-files.ts';

/** `email.toLowerCase()`, and a schema that does it: `email: Joi.string().email().lowercase()`. */
const LOWERS =
  /e_?mail\)?\s*\??\.\s*(?:trim\(\)\s*\.\s*)?toLowerCase\(\)|e_?mail\w*['"]?\s*:\s*(?:[jJ]oi|z|yup)\b[^;]{0,160}?\.(?:lowercase|toLowerCase)\(\)/i;

/** A function of the program, or of express-validator, that is there for it. */
const NORMALIZES = /normali[sz]e_?e_?mail\s*\(/i;

/** What shows that a file stores accounts, hands one on (`{ email: body.email.toLowerCase() }`), or says what a request may hold. */
const STORES =
  /\binsert\s+into\b|\.(?:create|insert|save)\s*\(|\b[jJ]oi\b|\bzod\b|\byup\b|\be_?mail\s*:\s*[\w.?!]*e_?mail[^,;\n]{0,20}\.toLowerCase\(\)/i;

/** Files that have to do with accounts, by their paths. */
const OF_ACCOUNTS =
  /(?:auth|user|account|admin|profile|employee|staff|login|regist|sign|member|customer|valid|schema)[^?]*\.[cm]?[jt]s$/i;

const SKIPPED = /^(?:\.|node_modules$|dist$|build$|public$|coverage$|tests?$|__tests__$)/;

const MAX_FOLDERS = 200;
const MAX_FILES = 80;

/** Whether a file of the project brings addresses to lower case where it takes or stores them. False where nothing can be read. */
export function lowersEmails(place: Place): boolean {
  const files = fileReader();
  if (!files) return false;
  if (projectDependsOn(place, LOWERS_ITSELF)) return true;
  // The package of the schema may be another than that of the program.
  const cwd = place.cwd.replaceAll('\\', '/').replace(/\/$/, '');
  const root = foldersAround(place)
    .filter((folder) => folder === cwd || folder.startsWith(`${cwd}/`))
    .findLast((folder) => files.existsSync(`${folder}/package.json`));
  return root !== undefined && filesOfAccounts(files, root).some((path) => isLowering(files, path));
}

function isLowering(files: Reader, path: string): boolean {
  try {
    const text = files.readFileSync(path, 'utf8');
    return NORMALIZES.test(text) || (LOWERS.test(text) && STORES.test(text));
  } catch {
    return false;
  }
}

/** Libraries of accounts that store addresses in lower case. */
const LOWERS_ITSELF = /^better-auth$/;

/** The files of a project whose names speak of accounts, those near its root first. */
function filesOfAccounts(files: Reader, root: string): string[] {
  const folders = [root];
  const found: string[] = [];
  for (const folder of folders) {
    if (found.length > MAX_FILES) break;
    for (const name of namesIn(files, folder)) {
      const path = `${folder}/${name}`;
      if (SKIPPED.test(name)) continue;
      if (!name.includes('.')) {
        if (folders.length < MAX_FOLDERS) folders.push(path);
      } else if (OF_ACCOUNTS.test(path.slice(root.length))) found.push(path);
    }
  }
  return found;
}

function namesIn(files: Reader, folder: string): string[] {
  try {
    return files.readdirSync(folder);
  } catch {
    // A file without an ending.
    return [];
  }
}
