import ts from 'typescript';
import { adviceFor, notOffered } from '../../../../lessons/runtime/app/modules/advice.ts';
import { isOffered } from '../../../../lessons/runtime/app/modules/packages.ts';
import { placed, type TypedProgram } from './program.ts';
import type { TypeError } from './protocol.ts';

/** What TypeScript calls a module that is not found. */
const CANNOT_FIND_MODULE = 2307;

/** The type errors of one file, and its imports that cannot be had. That it does not parse is for the linter to say. */
export function typeErrors({ service }: TypedProgram, path: string): readonly TypeError[] {
  const file = service.getProgram()?.getSourceFile(placed(path));
  if (file === undefined) return [];
  const found = service.getSemanticDiagnostics(placed(path)).flatMap((diagnostic) => {
    const { start = 0, length = 0, code, messageText, category } = diagnostic;
    if (diagnostic.file === undefined || category !== ts.DiagnosticCategory.Error) return [];
    return [errorAt(file, code, ts.flattenDiagnosticMessageText(messageText, '\n'), start, length)];
  });
  const missing = missingModules(file);
  // Of a module that is not there TypeScript has less to say.
  const others = found.filter(({ from }) => !missing.some((each) => each.from === from));
  return [...missing, ...others].toSorted((one, other) => one.from - other.from);
}

function errorAt(
  file: ts.SourceFile,
  code: number,
  message: string,
  start: number,
  length: number,
): TypeError {
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return { code, message, line: line + 1, column: character + 1, from: start, to: start + length };
}

/** Imports of modules that the playground has not, of whose types it may know: as running the program would say. */
function missingModules(file: ts.SourceFile): readonly TypeError[] {
  return specifiersOf(file).flatMap((specifier) => {
    const { text } = specifier;
    if (/^(?:\.{0,2}\/|\.{1,2}$)/.test(text) || text === '' || isOffered(text)) return [];
    const message = `${notOffered(text)}\n${adviceFor(text)}`;
    const start = specifier.getStart(file);
    return [errorAt(file, CANNOT_FIND_MODULE, message, start, specifier.end - start)];
  });
}

/** The names in import lines and import() that are asked for when the program runs. */
function specifiersOf(file: ts.SourceFile): readonly ts.StringLiteralLike[] {
  const specifiers: ts.StringLiteralLike[] = [];
  const visit = (node: ts.Node): void => {
    const isTypeOnly =
      (ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) ||
      (ts.isExportDeclaration(node) && node.isTypeOnly);
    if (isTypeOnly) return;
    const named =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : undefined;
    if (named !== undefined && ts.isStringLiteralLike(named)) specifiers.push(named);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return specifiers;
}

/** The packages that files import, by the names in their import lines. */
export function importedModules(texts: Iterable<string>): readonly string[] {
  const names = [...texts].flatMap((text) =>
    ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName),
  );
  return [...new Set(names)].filter((name) => !/^(?:[./]|node:)/.test(name));
}
