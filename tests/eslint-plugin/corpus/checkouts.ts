import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export interface Repository {
  /** `owner/name` on GitHub. */
  readonly repo: string;
  readonly commit: string;
}

/** A source file of a checkout. */
export interface CorpusFile {
  readonly repo: string;
  /** Its path within the repository. */
  readonly file: string;
  readonly code: string;
}

/** Where checkouts are kept unless a command is told otherwise. */
export const CHECKOUTS = join(import.meta.dirname, '../../../node_modules/.cache/backend-patterns-corpus');

/** The back ends on which the rules are measured. */
export function corpusRepositories(): readonly Repository[] {
  const labels = readFileSync(join(import.meta.dirname, 'labels.json'), 'utf8');
  return (JSON.parse(labels) as { readonly repositories: readonly Repository[] }).repositories;
}

/** The folder of a checkout: `owner+name`, with the commit beside it in `owner+name.commit`. */
function folderOf(folder: string, { repo }: Repository): string {
  return join(folder, repo.replace('/', '+'));
}

function isCheckedOut(folder: string, repository: Repository): boolean {
  const note = `${folderOf(folder, repository)}.commit`;
  return existsSync(note) && readFileSync(note, 'utf8').trim() === repository.commit;
}

/** Fetches the pinned commits that a folder lacks from GitHub. Gives those that could not be had, and why. */
export function fetchCheckouts(
  folder: string,
  repositories: readonly Repository[],
): { readonly repository: Repository; readonly reason: string }[] {
  const failed: { repository: Repository; reason: string }[] = [];
  for (const repository of repositories) {
    if (isCheckedOut(folder, repository)) continue;
    const target = folderOf(folder, repository);
    if (existsSync(target)) {
      failed.push({
        repository,
        reason: `${target} is there, and ${target}.commit does not name the commit.`,
      });
      continue;
    }
    mkdirSync(target, { recursive: true });
    const git = (...parameters: string[]): void => {
      execFileSync('git', parameters, { cwd: target, stdio: ['ignore', 'ignore', 'pipe'] });
    };
    try {
      git('init', '--quiet');
      git('fetch', '--quiet', '--depth=1', `https://github.com/${repository.repo}.git`, repository.commit);
      git('checkout', '--quiet', 'FETCH_HEAD');
      writeFileSync(`${target}.commit`, `${repository.commit}\n`);
    } catch (error) {
      rmSync(target, { recursive: true, force: true });
      failed.push({ repository, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return failed;
}

const SKIPPED =
  /(?:^|\/)(?:node_modules|dist|build|out|public|vendor|coverage|\.git|\.next)\/|\.min\.|\.d\.ts$/;

/** The programs of a checkout that people wrote: no build output, nothing over 1 MB. */
export function* sourceFiles(folder: string, repository: Repository): Generator<CorpusFile> {
  const root = folderOf(folder, repository);
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => !SKIPPED.test(`/${file}`))
    .sort();
  for (const file of files) {
    const code = readFileSync(join(root, file), 'utf8');
    if (code.length <= 1_000_000) yield { repo: repository.repo, file, code };
  }
}
