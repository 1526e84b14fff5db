interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text and what is to be changed in it; tells where each place of the result was before. */
export class EditedText {
  readonly original: string;
  readonly #edits: Edit[] = [];

  constructor(original: string) {
    this.original = original;
  }

  /** Of insertions at one place, the earlier stands before the later. */
  insert(at: number, text: string): void {
    this.#edits.push({ start: at, end: at, text });
  }

  replace(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text });
  }

  get result(): string {
    let result = '';
    let at = 0;
    for (const { start, end, text } of this.#ordered()) {
      result += this.original.slice(at, start) + text;
      at = Math.max(at, end);
    }
    return result + this.original.slice(at);
  }

  /** The column of the original (from 0) for a place of the result (line from 1, column from 0). */
  originalColumn(line: number, column: number): number {
    const offset = lineStart(this.result, line) + column;
    let before = 0;
    let moved = 0;
    for (const { start, end, text } of this.#ordered()) {
      if (start + moved > offset) break;
      moved += text.length - (end - start);
      before = Math.max(before, end);
    }
    return Math.max(0, Math.max(before, offset - moved) - lineStart(this.original, line));
  }

  #ordered(): Edit[] {
    return [...this.#edits].sort((one, other) => one.start - other.start);
  }
}

function lineStart(text: string, line: number): number {
  let start = 0;
  for (let count = 1; count < line; count++) start = text.indexOf('\n', start) + 1;
  return start;
}
