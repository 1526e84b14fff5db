import ts from 'typescript';
import {
  LAZY_MODULES,
  NODE_MODULE_NAMES,
  PRELOADED_PACKAGES,
} from '../../../../lessons/runtime/app/modules/packages.ts';
import { explanation } from './explain.ts';
import { placed, type TypedProgram } from './program.ts';
import type { Place, Suggestion, SuggestionDetails } from './protocol.ts';

const offered: readonly string[] = [
  ...PRELOADED_PACKAGES,
  ...LAZY_MODULES,
  ...NODE_MODULE_NAMES.map((name) => `node:${name}`),
];

const preferences: ts.UserPreferences = {
  includeCompletionsForModuleExports: true,
  importModuleSpecifierEnding: 'js',
  quotePreference: 'single',
};

const format: ts.FormatCodeSettings = {
  ...ts.getDefaultFormatCodeSettings('\n'),
  indentSize: 2,
  semicolons: ts.SemicolonPreference.Insert,
};

/** Behind all that TypeScript sorts. */
const LAST = '99';

/** The names that may stand at a place; in an import line the modules that it may name. */
export function suggest(program: TypedProgram, { path, offset }: Place): readonly Suggestion[] {
  const text = program.files[path] ?? '';
  const specifier = /\b(?:from|import)\s*\(?\s*['"]([^'"\n]*)$/.exec(text.slice(0, offset));
  if (specifier) return modulesFor(program, path);
  const found = program.service.getCompletionsAtPosition(placed(path), offset, preferences, format);
  return (found?.entries ?? []).flatMap((entry) => {
    const { name, kind, sortText, source, kindModifiers = '' } = entry;
    if (source !== undefined && !isOffered(source)) return [];
    return {
      name,
      kind,
      // What a package marks as its own business comes last.
      order: name.startsWith('_') ? LAST : sortText,
      isDeprecated: kindModifiers.includes('deprecated'),
      ...(source !== undefined && { source }),
    };
  });
}

/** What more there is to say of a suggestion. */
export function describe(
  program: TypedProgram,
  { path, offset }: Place,
  name: string,
  source: string | undefined,
): SuggestionDetails | undefined {
  const details = program.service.getCompletionEntryDetails(
    placed(path),
    offset,
    name,
    format,
    source,
    preferences,
    undefined,
  );
  if (details === undefined) return undefined;
  const changes = (details.codeActions ?? []).flatMap((action) => action.changes);
  return {
    ...explanation(details),
    changes: changes
      .filter(({ fileName }) => fileName === placed(path))
      .flatMap(({ textChanges }) => textChanges)
      .map(({ span, newText }) => ({ from: span.start, to: span.start + span.length, insert: newText })),
  };
}

function isOffered(source: string): boolean {
  return /^\.{0,2}\//.test(source) || offered.includes(source);
}

function modulesFor({ files }: TypedProgram, path: string): readonly Suggestion[] {
  const own = Object.keys(files)
    .filter((file) => file !== path && /\.[jt]s$/.test(file))
    .map((file) => ({ name: relativeName(path, file), order: '1' }));
  return [...own, ...offered.map((name) => ({ name, order: '2' }))].map((module) => ({
    ...module,
    kind: 'module',
    isDeprecated: false,
  }));
}

/** The name by which one file imports another. */
function relativeName(importer: string, file: string): string {
  const from = importer.split('/').slice(0, -1);
  const to = file.split('/');
  while (from.length > 0 && to.length > 1 && from[0] === to[0]) {
    from.shift();
    to.shift();
  }
  return (from.length === 0 ? './' : '../'.repeat(from.length)) + to.join('/');
}
