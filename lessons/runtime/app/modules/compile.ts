import { parse, type Program } from 'acorn';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { transform } from 'sucrase';
import type { SourceFiles, SourcePosition } from '../../playground.ts';
import { lowerAsync } from '../context/lower.ts';
import { NotLowered } from '../context/not-lowered.ts';
import { ProgramFailure } from '../program-error.ts';
import { readShape, type ModuleShape } from './shape.ts';

export interface CompiledModule extends ModuleShape {
  /** A script: `import` and `export` have become `require` and `exports`. */
  readonly code: string;
  readonly map: TraceMap;
  /** Its `await` is written as the `yield` of a generator, which `_async` of awaiting.ts runs. */
  readonly isLowered: boolean;
  /** The column that a place of `code` (line from 1, column from 0) has in what `map` describes. */
  mappedColumn(line: number, column: number): number;
}

/** A program that keeps a context across `await` needs it written otherwise, in all of its files. */
export function hasContexts(files: SourceFiles): boolean {
  return Object.values(files).some((text) => /['"](?:node:)?async_hooks['"]/.test(text));
}

/** What was compiled ahead, by file: of the text that is likely to be asked for. */
const ahead = new Map<string, { readonly text: string; readonly module: CompiledModule }>();

/** Compiles files ahead of the program that is likely to have most of them; what is wrong in them shows then. */
export function precompile(files: SourceFiles): void {
  const isLowered = hasContexts(files);
  for (const [file, text] of Object.entries(files)) {
    try {
      ahead.set(file, { text, module: compileNow(file, text, isLowered) });
    } catch (error) {
      if (!(error instanceof ProgramFailure)) throw error;
    }
  }
}

/** Makes a module of TypeScript runnable, or throws a ProgramFailure that points at the mistake. */
export function compile(file: string, text: string, isLowered: boolean): CompiledModule {
  const known = ahead.get(file);
  const isSame = known?.text === text && known.module.isLowered === isLowered;
  return isSame ? known.module : compileNow(file, text, isLowered);
}

function compileNow(file: string, text: string, isLowered: boolean): CompiledModule {
  // Once without touching imports, to read them and to find what V8 reports without a position.
  const typeless = strip(file, text, ['typescript']);
  const at = (line: number, column: number): SourcePosition => {
    const found = originalPositionFor(typeless.map, { line, column });
    return { file, line: found.line ?? line, column: (found.column ?? column) + 1 };
  };
  const shape = readShape(parseScript(typeless.code, at), at);
  const [required] = shape.requires;
  if (required !== undefined) {
    throw new ProgramFailure({
      name: 'RequireCall',
      message: 'This is an ES module, which has no require().',
      position: required,
      advice:
        "Write an import at the top: import express from 'express'. Later in a function: await import('…').",
    });
  }
  const runnable = strip(file, replaceImportMeta(text, shape.importMeta), ['typescript', 'imports']);
  const lowered = isLowered ? lower(runnable, file) : undefined;
  return {
    ...shape,
    code: lowered?.result ?? runnable.code,
    isLowered,
    get map() {
      return runnable.map;
    },
    mappedColumn: (line, column) => lowered?.originalColumn(line, column) ?? column,
  };
}

function lower({ code, map }: { readonly code: string; readonly map: TraceMap }, file: string) {
  try {
    return lowerAsync(code);
  } catch (error) {
    if (!(error instanceof NotLowered)) throw error;
    const before = code.slice(0, error.offset).split('\n');
    const line = before.length;
    const found = originalPositionFor(map, { line, column: before.at(-1)?.length ?? 0 });
    throw new ProgramFailure({
      name: 'ContextLost',
      message: `${error.message} In a program with AsyncLocalStorage the playground cannot run that.`,
      position: { file, line: found.line ?? line, column: (found.column ?? 0) + 1 },
      advice:
        'Take (...values) instead of arguments; call what is inherited before, in a function that is not async.',
    });
  }
}

function strip(file: string, text: string, transforms: ('typescript' | 'imports')[]) {
  try {
    const { code, sourceMap } = transform(text, {
      transforms,
      filePath: file,
      sourceMapOptions: { compiledFilename: file },
      disableESTransforms: true,
      injectCreateRequireForImportRequire: false,
    });
    let map: TraceMap | undefined;
    return {
      code,
      /** Made when an error or a line of the log asks for it: most runs never do. */
      get map(): TraceMap {
        map ??= new TraceMap(JSON.stringify(sourceMap));
        return map;
      },
    };
  } catch (error) {
    throw syntaxFailure(error, (line, column) => ({ file, line, column }));
  }
}

function parseScript(code: string, at: (line: number, column: number) => SourcePosition): Program {
  try {
    return parse(code, { ecmaVersion: 'latest', sourceType: 'module', locations: true, allowHashBang: true });
  } catch (error) {
    throw syntaxFailure(error, at);
  }
}

/** Both parsers end their message with '(line:column)'. */
function syntaxFailure(error: unknown, at: (line: number, column: number) => SourcePosition): ProgramFailure {
  const text = error instanceof Error ? error.message : String(error);
  const match = /^(?:Error transforming [^:]+: )?(.*?)\s*\((\d+):(\d+)\)$/s.exec(text);
  const message = match?.[1] ?? text;
  return new ProgramFailure({
    name: 'SyntaxError',
    message,
    ...(match === null ? {} : { position: at(Number(match[2]), Number(match[3])) }),
  });
}

/** `import.meta` is no syntax of a script; the name that takes its place is as long, so that columns stay. */
function replaceImportMeta(text: string, places: readonly SourcePosition[]): string {
  if (places.length === 0) return text;
  const lines = text.split('\n');
  for (const { line, column } of places) {
    const old = lines[line - 1] ?? '';
    lines[line - 1] =
      old.slice(0, column - 1) + old.slice(column - 1).replace(/^import\.meta/, 'import_meta');
  }
  return lines.join('\n');
}
