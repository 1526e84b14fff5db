import ts from 'typescript';
import { insteadOf } from '../../../../lessons/runtime/app/modules/instead.ts';
import { placed, type TypedProgram } from './program.ts';
import type { TypeError } from './protocol.ts';

/** The type errors of one file. That it does not parse is for the linter to say. */
export function typeErrors({ service }: TypedProgram, path: string): readonly TypeError[] {
  return service.getSemanticDiagnostics(placed(path)).flatMap((diagnostic) => {
    const { file, start = 0, length = 0, code, messageText, category } = diagnostic;
    if (file === undefined || category !== ts.DiagnosticCategory.Error) return [];
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    return {
      code,
      message: withAdvice(ts.flattenDiagnosticMessageText(messageText, '\n')),
      line: line + 1,
      column: character + 1,
      from: start,
      to: start + length,
    };
  });
}

/** A module that the playground has not: what to do instead, as running the program would say. */
function withAdvice(message: string): string {
  const [, module] = /^Cannot find module '([^'./][^']*)'/.exec(message) ?? [];
  const advice = module === undefined ? undefined : insteadOf(module);
  return advice === undefined ? message : `${message}\n${advice}`;
}

/** The packages that files import, by the names in their import lines. */
export function importedModules(texts: Iterable<string>): readonly string[] {
  const names = [...texts].flatMap((text) =>
    ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName),
  );
  return [...new Set(names)].filter((name) => !/^(?:[./]|node:)/.test(name));
}
