import ts from 'typescript';
import { isOffered, OFFERED_MODULES } from '../../../../lessons/runtime/app/modules/packages.ts';
import type { ExportedNames } from '../../../../lessons/runtime/types/typings.ts';
import { importedModules } from './check.ts';
import { explanation } from './explain.ts';
import { describeNotImported, suggestNotImported } from './not-imported.ts';
import { placed, type TypedProgram } from './program.ts';
import type { Place, Suggestion, SuggestionDetails } from './protocol.ts';

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
export function suggest(
  program: TypedProgram,
  { path, offset }: Place,
  exported: ExportedNames = {},
): readonly Suggestion[] {
  const text = program.files[path] ?? '';
  const specifier = /\b(?:from|import)\s*\(?\s*['"]([^'"\n]*)$/.exec(text.slice(0, offset));
  if (specifier) return modulesFor(program, path);
  const found = program.service.getCompletionsAtPosition(placed(path), offset, preferences, format);
  const known = (found?.entries ?? []).flatMap((entry) => {
    const { name, kind, sortText, source, kindModifiers = '' } = entry;
    if (source !== undefined && !isImportable(source)) return [];
    return {
      name,
      kind,
      // What a package marks as its own business comes last.
      order: name.startsWith('_') ? LAST : sortText,
      isDeprecated: kindModifiers.includes('deprecated'),
      ...(source !== undefined && { source }),
    };
  });
  // Behind a dot stand members, and where TypeScript suggests nothing, no name may stand.
  if (found === undefined || found.isMemberCompletion) return known;
  const written = /[\w$]*$/.exec(text.slice(0, offset))?.[0] ?? '';
  return [...known, ...suggestNotImported(exported, importedModules(Object.values(program.files)), written)];
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
  if (details === undefined) {
    return source === undefined ? undefined : describeNotImported(program.files[path] ?? '', name, source);
  }
  const changes = (details.codeActions ?? []).flatMap((action) => action.changes);
  return {
    ...explanation(details),
    changes: changes
      .filter(({ fileName }) => fileName === placed(path))
      .flatMap(({ textChanges }) => textChanges)
      .map(({ span, newText }) => ({ from: span.start, to: span.start + span.length, insert: newText })),
  };
}

function isImportable(source: string): boolean {
  return /^\.{0,2}\//.test(source) || isOffered(source);
}

function modulesFor({ files }: TypedProgram, path: string): readonly Suggestion[] {
  const own = Object.keys(files)
    .filter((file) => file !== path && /\.[jt]s$/.test(file))
    .map((file) => ({ name: relativeName(path, file), order: '1' }));
  return [...own, ...OFFERED_MODULES.map((name) => ({ name, order: '2' }))].map((module) => ({
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
