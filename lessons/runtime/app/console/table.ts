import { inspect } from './inspect.ts';

/** The drawing of console.table; undefined for what has no rows. */
export function table(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const records = Object.entries(value);
  const columns = new Set<string>();
  let hasValues = false;
  for (const [, record] of records) {
    if (isRecord(record)) for (const key of Object.keys(record)) columns.add(key);
    else hasValues = true;
  }
  const header = ['(index)', ...columns, ...(hasValues ? ['Values'] : [])];
  const rows = records.map(([index, record]) => [
    index,
    ...[...columns].map((column) =>
      isRecord(record) && column in record ? inspect(record[column], { depth: 0 }) : '',
    ),
    ...(hasValues ? [isRecord(record) ? '' : inspect(record, { depth: 0 })] : []),
  ]);
  const widths = header.map(
    (title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)) + 2,
  );
  const rule = (left: string, middle: string, right: string) =>
    left + widths.map((width) => '─'.repeat(width)).join(middle) + right;
  const line = (cells: readonly string[]) =>
    `│${cells.map((cell, column) => ` ${cell}`.padEnd(widths[column] ?? 0)).join('│')}│`;
  return [
    rule('┌', '┬', '┐'),
    line(header),
    rule('├', '┼', '┤'),
    ...rows.map(line),
    rule('└', '┴', '┘'),
  ].join('\n');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
