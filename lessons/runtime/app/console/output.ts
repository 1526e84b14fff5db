import type { LogEntry, SourcePosition } from '../../playground.ts';

type Sink = (entry: LogEntry) => void;

let sink: Sink = () => undefined;

/** Says where lines of the log go. */
export function onOutput(next: Sink): void {
  sink = next;
}

/** Adds a line to the log of the program. */
export function writeOutput(level: LogEntry['level'], text: string, position?: SourcePosition): void {
  sink(position === undefined ? { level, text } : { level, text, position });
}

/** Adds an error that nothing caught, or that a framework answered with 500. */
export function writeEntry(entry: LogEntry): void {
  sink(entry);
}
