import {
  LAZY_MODULES,
  packageOf,
  PRELOADED_PACKAGES,
} from '../../../../lessons/runtime/app/modules/packages.ts';
import exportedNamesUrl from '../../../../lessons/dist/exported-names.json?url';
import { typingsFile, type ExportedNames, type Typings } from '../../../../lessons/runtime/types/typings.ts';
import type { SourceFiles } from '../../../../lessons/runtime/playground.ts';

const urls = import.meta.glob<string>('../../../../lessons/dist/types/*.json', {
  query: '?url',
  import: 'default',
  eager: true,
});

const packages = new Set([...PRELOADED_PACKAGES, ...LAZY_MODULES].map(packageOf));

/** Fetches typings package by package, each once. */
export function createTypingsLoader(add: (files: SourceFiles) => void) {
  const loading = new Map<string, Promise<void>>();

  const load = (name: string): Promise<void> => {
    const known = loading.get(name);
    if (known !== undefined) return known;
    const promise = fetchTypings(name).then(async ({ needs, files }) => {
      await Promise.all(needs.map(load));
      add(files);
    });
    loading.set(name, promise);
    // It may be had another time.
    promise.catch(() => loading.delete(name));
    return promise;
  };

  return {
    load,
    /** Resolves when the typings of all of these modules that are offered are there. */
    async loadModules(modules: readonly string[]): Promise<void> {
      await Promise.all(
        modules
          .map(packageOf)
          .filter((name) => packages.has(name))
          .map(load),
      );
    },
  };
}

async function fetchTypings(name: string): Promise<Typings> {
  const url = urls[`../../../../lessons/dist/types/${typingsFile(name)}`];
  if (url === undefined) throw new Error(`There are no typings of ${name}.`);
  const response = await fetch(url).catch(() => undefined);
  if (!response?.ok) throw new Error('The types of packages could not be loaded. Check the connection.');
  // Our own build wrote it.
  return (await response.json()) as Typings;
}

let names: Promise<ExportedNames> | undefined;

/** What the packages export. Without it, only what is imported already is suggested. */
export function exportedNames(): Promise<ExportedNames> {
  names ??= fetch(exportedNamesUrl).then(
    // Our own build wrote it.
    async (response) => (response.ok ? ((await response.json()) as ExportedNames) : {}),
    () => {
      names = undefined;
      return {};
    },
  );
  return names;
}
