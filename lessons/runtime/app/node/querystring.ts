/** node:querystring. */
type Values = Record<string, string | string[]>;

export function escape(text: unknown): string {
  return encodeURIComponent(String(text));
}

/** Text that does not decode stays as it is. */
export function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

interface ParseOptions {
  readonly maxKeys?: number;
  readonly decodeURIComponent?: (text: string) => string;
}

export function parse(text: unknown, separator = '&', equals = '=', options: ParseOptions = {}): Values {
  const values: Values = Object.create(null) as Values;
  if (typeof text !== 'string' || text === '') return values;
  const decode = (part: string): string => {
    const spaced = part.replaceAll('+', ' ');
    return options.decodeURIComponent === undefined ? unescape(spaced) : options.decodeURIComponent(spaced);
  };
  const most = options.maxKeys ?? 1000;
  const pairs = text.split(separator);
  for (const pair of most > 0 ? pairs.slice(0, most) : pairs) {
    if (pair === '') continue;
    const at = pair.indexOf(equals);
    const name = decode(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? '' : decode(pair.slice(at + equals.length));
    const known = values[name];
    if (known === undefined) values[name] = value;
    else if (Array.isArray(known)) known.push(value);
    else values[name] = [known, value];
  }
  return values;
}

export function stringify(values: unknown, separator = '&', equals = '='): string {
  if (typeof values !== 'object' || values === null) return '';
  return Object.entries(values)
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map(
        (each) => `${escape(name)}${equals}${escape(primitive(each))}`,
      ),
    )
    .join(separator);
}

function primitive(value: unknown): string {
  const isShown = ['string', 'number', 'bigint', 'boolean'].includes(typeof value);
  return isShown && !(typeof value === 'number' && !Number.isFinite(value)) ? String(value) : '';
}

export { parse as decode, stringify as encode };
