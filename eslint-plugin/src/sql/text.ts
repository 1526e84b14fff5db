import type { Node, Range } from '../ast/node.ts';
import { HOLE } from './tokens.ts';

/** How an expression gets into the text: as itself, or beside it as a bound value. */
export type HoleEntry = 'raw' | 'bound';

/** An expression of the program inside SQL text. */
export interface Hole {
  readonly node: Node;
  /** What to underline: `${sortBy}` with its braces in a template, the bare operand in a concatenation. */
  readonly range: Range;
  /** Where it stands in the text. */
  readonly at: number;
  readonly entry: HoleEntry;
  /** Every text that it can become, when there are finitely many and the file shows them. */
  readonly choices: readonly string[] | null;
}

/** A run of characters that stand in the file one after the other. */
interface Segment {
  readonly start: number;
  readonly end: number;
  /** The offset of the first character, or of each character where escapes make the two differ. */
  readonly source: number | readonly number[];
}

/** The text of a statement as far as the file shows it, and where each character comes from. */
export interface SqlText {
  readonly text: string;
  readonly holes: readonly Hole[];
  readonly segments: readonly Segment[];
  /** The expression that the whole text was read from. */
  readonly node: Node;
}

/** Longer texts are data, not statements; they are cut here so that cost stays bounded. */
const MAX_LENGTH = 1_000_000;

/** Puts text together from pieces of the file. */
export class TextBuilder {
  readonly #parts: string[] = [];
  readonly #holes: Hole[] = [];
  readonly #segments: Segment[] = [];
  readonly #nodes: Node[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The nodes whose characters went into the text. */
  get nodes(): readonly Node[] {
    return this.#nodes;
  }

  /** Adds characters that the file spells between two offsets, cooked as JavaScript does it. */
  addSource(node: Node, cooked: string, file: string, start: number, end: number): void {
    if (!this.#hasRoomFor(cooked.length)) return;
    this.#nodes.push(node);
    const raw = file.slice(start, end);
    const source = raw === cooked ? start : offsetsOf(raw, start, cooked);
    this.#segments.push({ start: this.#length, end: this.#length + cooked.length, source });
    this.#push(cooked);
  }

  /** Adds characters that stand nowhere in the file, such as the separator of a join. */
  addGlue(text: string): void {
    if (this.#hasRoomFor(text.length)) this.#push(text);
  }

  /** Adds a stretch of a text that was read already. */
  addText(sql: SqlText, start: number, end: number): void {
    if (!this.#hasRoomFor(end - start)) return;
    const shift = this.#length - start;
    for (const segment of sql.segments) {
      const first = Math.max(segment.start, start);
      const last = Math.min(segment.end, end);
      if (first >= last) continue;
      const skipped = first - segment.start;
      const { source } = segment;
      this.#segments.push({
        start: first + shift,
        end: last + shift,
        source: typeof source === 'number' ? source + skipped : source.slice(skipped),
      });
    }
    for (const hole of sql.holes)
      if (start <= hole.at && hole.at < end) this.#holes.push({ ...hole, at: hole.at + shift });
    this.#parts.push(sql.text.slice(start, end));
    this.#length += end - start;
  }

  /** Remembers nodes whose characters went into the text. */
  addNodes(nodes: readonly Node[]): void {
    this.#nodes.push(...nodes);
  }

  addHole(node: Node, range: Range, entry: HoleEntry, choices: readonly string[] | null = null): void {
    this.#holes.push({ node, range, at: this.#length, entry, choices });
    this.#parts.push(HOLE);
    this.#length += 1;
  }

  #hasRoomFor(length: number): boolean {
    return this.#length + length <= MAX_LENGTH;
  }

  #push(text: string): void {
    this.#parts.push(text.includes(HOLE) ? text.replaceAll(HOLE, ' ') : text);
    this.#length += text.length;
  }

  build(node: Node): SqlText {
    return { text: this.#parts.join(''), holes: this.#holes, segments: this.#segments, node };
  }
}

/** The offsets of each cooked character, and of the end. */
function offsetsOf(raw: string, start: number, cooked: string): number[] {
  const offsets: number[] = [];
  let at = 0;
  for (const char of cooked) {
    while (/[\n\r\u2028\u2029]/.test(raw[at + 1] ?? '') && raw[at] === '\\') at += spelledLength(raw, at);
    offsets.push(start + at);
    if (char.length === 2) {
      // One escape spells both halves, or each half stands for itself.
      if (!raw.startsWith('\\u{', at)) at += spelledLength(raw, at);
      offsets.push(start + at);
    }
    at += spelledLength(raw, at);
  }
  return [...offsets, start + at];
}

/** A character as a file spells it: an escape, a line break of two, itself. */
const SPELLED = /\\(?:x..|u\{[^}]*\}|u....|\r\n|[^])|\r\n|[^]/y;

function spelledLength(raw: string, at: number): number {
  SPELLED.lastIndex = at;
  return SPELLED.exec(raw)?.[0].length ?? 0;
}

/** Where a stretch of the text stands in the file; the whole expression where it stands in several places. */
export function sourceRange(sql: SqlText, start: number, end: number): Range {
  const { range } = sql.node;
  const from = offsetAt(sql, start, 'first');
  const to = offsetAt(sql, Math.max(start, end - 1), 'last');
  if (from === null || to === null || to < from) return range;
  // What begins in a constant above and ends here is not one stretch.
  const isHere = (offset: number): boolean => range[0] <= offset && offset <= range[1];
  return isHere(from) === isHere(to) ? [from, to] : range;
}

function offsetAt(sql: SqlText, position: number, edge: 'first' | 'last'): number | null {
  const hole = holeAt(sql, position);
  if (hole) return edge === 'first' ? hole.range[0] : hole.range[1];
  const segment = lastFrom(sql.segments, position, ({ start }) => start);
  if (!segment || segment.end <= position) return null;
  const index = position - segment.start + (edge === 'last' ? 1 : 0);
  return typeof segment.source === 'number' ? segment.source + index : (segment.source[index] ?? null);
}

/** Whether a text has the character that stands at an offset of the file. */
export function shows({ segments }: SqlText, offset: number): boolean {
  return segments.some(({ start, end, source }) =>
    typeof source === 'number'
      ? source <= offset && offset < source + end - start
      : source.slice(0, end - start).includes(offset),
  );
}

/** The hole that stands at a position of the text. */
export function holeAt(sql: SqlText, position: number): Hole | undefined {
  const hole = lastFrom(sql.holes, position, ({ at }) => at);
  return hole?.at === position ? hole : undefined;
}

/** The last of some parts in order that begins at a position or before it. */
function lastFrom<Part>(
  parts: readonly Part[],
  position: number,
  startOf: (part: Part) => number,
): Part | undefined {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const part = parts[middle];
    if (part !== undefined && startOf(part) <= position) low = middle + 1;
    else high = middle;
  }
  return parts[low - 1];
}
