import type { LogEntry } from '../../playground.ts';
import { learnerFrames, readableStack } from '../stack.ts';
import { writeOutput } from './output.ts';

/** Takes what a program writes to its standard output; lines of pino's keep their level. */
export function writeStandardOutput(text: string, level: LogEntry['level'] = 'log'): void {
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const record = parseRecord(line);
    if (record === undefined) writeOutput(level, line);
    else writeRecord(record);
  }
}

interface LogRecord {
  readonly level: number;
  readonly err?: { stack?: unknown };
}

/** pino writes one JSON object a line. */
function parseRecord(line: string): LogRecord | undefined {
  if (!line.startsWith('{"level":')) return undefined;
  try {
    const record: LogRecord = JSON.parse(line);
    return typeof record.level === 'number' ? record : undefined;
  } catch {
    return undefined;
  }
}

function writeRecord(record: LogRecord): void {
  const stack = record.err?.stack;
  if (record.err === undefined || typeof stack !== 'string') {
    return writeOutput(levelOf(record), JSON.stringify(record));
  }
  record.err.stack = readableStack(stack);
  writeOutput(levelOf(record), JSON.stringify(record), learnerFrames(stack)[0]);
}

function levelOf({ level }: LogRecord): LogEntry['level'] {
  if (level >= 50) return 'error';
  if (level >= 40) return 'warn';
  return level >= 30 ? 'info' : 'debug';
}
