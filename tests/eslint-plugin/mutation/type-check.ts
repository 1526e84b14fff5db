import { resolve } from 'node:path';
import type { MutantResult } from '@stryker-mutator/api/core';
import ts from 'typescript';
import { replacementOf } from './mutants.ts';

/** Code after a `return` that a mutant brings is no error of the program. */
const UNREACHABLE = 7027;

/**
 * The mutants that do not compile. The score counts them, although nobody could land them:
 * most change nothing that a program does, such as `true && parent.object` for `parent.type === 'MemberExpression' && …`.
 */
export function refusedByTypes(mutants: readonly MutantResult[]): ReadonlySet<MutantResult> {
  const config = ts.getParsedCommandLineOfConfigFile('tsconfig.json', undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
    },
  });
  const names = [...new Set(mutants.map(({ fileName }) => resolve(fileName)))];
  const changed = new Map<string, string>();
  let version = 0;
  const textOf = (name: string): string | undefined => changed.get(name) ?? ts.sys.readFile(name);
  const service = ts.createLanguageService({
    fileExists: (name) => ts.sys.fileExists(name),
    readFile: (name) => ts.sys.readFile(name),
    directoryExists: (name) => ts.sys.directoryExists(name),
    getDirectories: (name) => ts.sys.getDirectories(name),
    getCompilationSettings: () => ({ ...config?.options, noUnusedLocals: false, noUnusedParameters: false }),
    getCurrentDirectory: () => ts.sys.getCurrentDirectory(),
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    getScriptFileNames: () => names,
    getScriptVersion: (name) => (changed.has(name) ? String(version) : '0'),
    getScriptSnapshot: (name) => {
      const text = textOf(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
  });
  const refused = mutants.filter((mutant) => {
    const name = resolve(mutant.fileName);
    changed.clear();
    changed.set(name, mutated(textOf(name) ?? '', mutant));
    version++;
    return [...service.getSyntacticDiagnostics(name), ...service.getSemanticDiagnostics(name)].some(
      ({ category, code }) => category === ts.DiagnosticCategory.Error && code !== UNREACHABLE,
    );
  });
  return new Set(refused);
}

/** The text of a file with a mutant in it; in results, lines and columns begin at 1. */
function mutated(text: string, mutant: MutantResult): string {
  const { start, end } = mutant.location;
  const lines = text.split('\n');
  const offset = (line: number, column: number): number =>
    lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  return (
    text.slice(0, offset(start.line, start.column)) +
    replacementOf(mutant) +
    text.slice(offset(end.line, end.column))
  );
}
