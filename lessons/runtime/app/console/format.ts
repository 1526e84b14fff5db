import { inspect } from './inspect.ts';

/** The arguments of console.log as one text: %s, %d, %i, %f, %j, %o, %O, %c and the rest behind. */
export function format(...values: readonly unknown[]): string {
  const [first, ...rest] = values;
  if (typeof first !== 'string') return values.map(show).join(' ');
  let used = 0;
  const text = first.replace(/%[sdifjoOc%]/g, (placeholder) => {
    if (placeholder === '%%') return '%';
    if (used === rest.length) return placeholder;
    return replacement(placeholder, rest[used++]);
  });
  return [text, ...rest.slice(used).map(show)].join(' ');
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value);
}

function replacement(placeholder: string, value: unknown): string {
  switch (placeholder) {
    case '%s':
      return typeof value === 'object'
        ? inspect(value, { depth: 0 })
        : typeof value === 'bigint'
          ? `${value}n`
          : String(value);
    case '%d':
      return typeof value === 'bigint'
        ? `${value}n`
        : String(typeof value === 'object' ? Number.NaN : Number(value));
    case '%i':
      return String(Number.parseInt(String(value), 10));
    case '%f':
      return String(Number.parseFloat(String(value)));
    case '%j':
      return JSON.stringify(value) ?? 'undefined';
    case '%c':
      return '';
    default:
      return inspect(value, { depth: 4 });
  }
}
