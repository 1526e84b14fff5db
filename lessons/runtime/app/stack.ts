import { originalPositionFor, type TraceMap } from '@jridgewell/trace-mapping';
import type { SourcePosition } from '../playground.ts';

/** Where each of the learner's modules came from: filled by the loader. */
const modules = new Map<string, { readonly map: TraceMap; readonly firstColumn: number }>();

/** Remembers how a module's compiled text lies to its source; its first line begins at `firstColumn`. */
export function registerModule(file: string, map: TraceMap, firstColumn: number): void {
  modules.set(file, { map, firstColumn });
}

/** A frame as V8 writes it ('at f (users.ts:3:9)') or as Firefox and Safari do ('f@users.ts:3:9'). */
const FRAME = /(?:\(|@|\bat |\basync )([^\s()@]+):(\d+):(\d+)\)?$/;

/** The learner's position of a place in compiled text; undefined when the file is not theirs. */
function sourcePosition(file: string, line: number, column: number): SourcePosition | undefined {
  const module = modules.get(file);
  if (module === undefined) return undefined;
  const generated = column - 1 - (line === 1 ? module.firstColumn : 0);
  const found = originalPositionFor(module.map, { line, column: Math.max(generated, 0) });
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

/** The first of the learner's positions that a text names, such as a stack inside a line of JSON. */
export function positionIn(text: string): SourcePosition | undefined {
  for (const [, file = '', line, column] of text.matchAll(/([^\s()@"\\]+):(\d+):(\d+)/g)) {
    const position = sourcePosition(file, Number(line), Number(column));
    if (position !== undefined) return position;
  }
  return undefined;
}

/** Where the learner's code stands that called this. */
export function callerPosition(): SourcePosition | undefined {
  return learnerFrames(new Error().stack)[0];
}

/** The stack with the learner's own frames at their own positions, and without all others. */
export function readableStack(error: Error): string {
  const stack = typeof error.stack === 'string' ? error.stack : '';
  const kept: string[] = [];
  for (const text of stack.split('\n')) {
    const match = FRAME.exec(text);
    if (match?.[1] === undefined) {
      if (!/^\s+at /.test(text)) kept.push(text);
      continue;
    }
    const position = sourcePosition(match[1], Number(match[2]), Number(match[3]));
    if (position === undefined) continue;
    kept.push(text.replace(/:\d+:\d+(\)?)$/, `:${position.line}:${position.column}$1`));
  }
  const header = `${error.name}: ${error.message}`;
  // Firefox and Safari leave the header out.
  return stack.startsWith(error.name) ? kept.join('\n') : [header, ...kept].join('\n');
}
