import type { LogEntry } from '../../playground.ts';
import { callerPosition } from '../stack.ts';
import { format } from './format.ts';
import { inspect, type InspectOptions } from './inspect.ts';
import { writeOutput } from './output.ts';
import { table } from './table.ts';

const counts = new Map<string, number>();
const timers = new Map<string, number>();
let indent = '';

function write(level: LogEntry['level'], text: string): void {
  writeOutput(level, indent === '' ? text : indent + text.replaceAll('\n', `\n${indent}`), callerPosition());
}

function at(level: LogEntry['level']) {
  return (...values: unknown[]) => write(level, format(...values));
}

function elapsed(label: string): string | undefined {
  const start = timers.get(label);
  return start === undefined ? undefined : `${label}: ${(performance.now() - start).toFixed(3)}ms`;
}

function group(...values: unknown[]): void {
  if (values.length > 0) write('log', format(...values));
  indent += '  ';
}

/** What a program finds as `console`: every line goes to the log, with the learner's own line. */
export const console = {
  log: at('log'),
  info: at('info'),
  debug: at('debug'),
  warn: at('warn'),
  error: at('error'),
  trace(...values: unknown[]) {
    write('error', `Trace: ${format(...values)}`);
  },
  dir(value: unknown, options?: InspectOptions) {
    write('log', inspect(value, options));
  },
  table(value: unknown) {
    write('log', table(value) ?? format(value));
  },
  assert(condition?: unknown, ...values: unknown[]) {
    if (!condition)
      write('error', values.length === 0 ? 'Assertion failed' : `Assertion failed: ${format(...values)}`);
  },
  count(label = 'default') {
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    write('log', `${label}: ${count}`);
  },
  countReset(label = 'default') {
    counts.delete(label);
  },
  time(label = 'default') {
    timers.set(label, performance.now());
  },
  timeLog(label = 'default', ...values: unknown[]) {
    const text = elapsed(label);
    if (text !== undefined) write('log', format(text, ...values));
  },
  timeEnd(label = 'default') {
    const text = elapsed(label);
    timers.delete(label);
    if (text !== undefined) write('log', text);
  },
  group,
  groupCollapsed: group,
  groupEnd() {
    indent = indent.slice(2);
  },
  clear() {
    // Nothing to clear: the log keeps every line.
  },
};
