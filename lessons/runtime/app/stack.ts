import { originalPositionFor, type TraceMap } from '@jridgewell/trace-mapping';
import type { SourcePosition } from '../playground.ts';

/** A module whose map is made when it is first asked for. */
interface MappedModule {
  readonly map: TraceMap;
  mappedColumn(line: number, column: number): number;
}

/** Where each of the learner's modules came from: filled by the loader. */
const modules = new Map<string, { readonly compiled: MappedModule; readonly firstColumn: number }>();

/** Remembers how a module's compiled text lies to its source; its first line begins at `firstColumn`. */
export function registerModule(file: string, compiled: MappedModule, firstColumn: number): void {
  modules.set(file, { compiled, firstColumn });
}

/** A frame as V8 writes it ('at f (users.ts:3:9)') or as Firefox and Safari do ('f@users.ts:3:9'). */
const FRAME = /(?:\(|@|\bat |\basync )([^\s()@]+):(\d+):(\d+)\)?$/;

/** The learner's position of a place in compiled text; undefined when the file is not theirs. */
function sourcePosition(file: string, line: number, column: number): SourcePosition | undefined {
  const module = modules.get(file);
  if (module === undefined) return undefined;
  const written = column - 1 - (line === 1 ? module.firstColumn : 0);
  const generated = module.compiled.mappedColumn(line, Math.max(written, 0));
  const found = originalPositionFor(module.compiled.map, { line, column: generated });
  return { file, line: found.line ?? line, column: (found.column ?? generated) + 1 };
}

/** The learner's own frames of a stack, innermost first. */
export function learnerFrames(stack: string | undefined): SourcePosition[] {
  if (stack === undefined) return [];
  const frames: SourcePosition[] = [];
  for (const text of stack.split('\n')) {
    const match = FRAME.exec(text);
    const position =
      match?.[1] === undefined ? undefined : sourcePosition(match[1], Number(match[2]), Number(match[3]));
    if (position !== undefined) frames.push(position);
  }
  return frames;
}

/** Where the learner's code stands that called this. */
export function callerPosition(): SourcePosition | undefined {
  return learnerFrames(new Error().stack)[0];
}

/** A stack with the learner's own frames at their own positions, and without all others. */
export function readableStack(stack: string): string {
  return stack.split('\n').flatMap(readableLine).join('\n');
}

function readableLine(text: string): string[] {
  const match = FRAME.exec(text);
  if (match?.[1] === undefined) return /^\s+at /.test(text) ? [] : [text];
  const position = sourcePosition(match[1], Number(match[2]), Number(match[3]));
  return position === undefined
    ? []
    : [text.replace(/:\d+:\d+(\)?)$/, `:${position.line}:${position.column}$1`)];
}
