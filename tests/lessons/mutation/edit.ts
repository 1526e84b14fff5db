/** One small change of a text. */
export interface Edit {
  /** What kind of change it is: 'drop-limit'. */
  readonly mutation: string;
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
  /** What stands there instead. */
  readonly text: string;
}

/** The text with the change made. */
export function applyEdit(source: string, { start, end, text }: Edit): string {
  return source.slice(0, start) + text + source.slice(end);
}
