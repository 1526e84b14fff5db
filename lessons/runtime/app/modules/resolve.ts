import type { SourceFiles } from '../../playground.ts';

/** Paths that an import may mean: as written, with '.ts' for '.js' or for nothing, and a folder's index. */
function candidates(path: string): string[] {
  return [path, path.replace(/\.js$/, '.ts'), `${path}.ts`, `${path}/index.ts`];
}

/** Whether an import line names a file of the program rather than a package. */
export function isRelative(specifier: string): boolean {
  return /^\.{0,2}\//.test(specifier);
}

/** The program's file that an import line means; undefined when there is none. */
export function resolveFile(files: SourceFiles, importer: string, specifier: string): string | undefined {
  const path = joinPath(importer, specifier);
  return candidates(path).find((candidate) => Object.hasOwn(files, candidate));
}

function joinPath(importer: string, specifier: string): string {
  const parts = specifier.startsWith('/') ? [] : importer.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
