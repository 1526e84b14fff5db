import { nodeError } from './node-error.ts';

export type HeaderValue = string | number | readonly string[];

const TOKEN = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;

const NOT_IN_A_VALUE = /[^\t\x20-\x7e\x80-\xff]/;

/** Headers by lower-case name, in the order and the case in which they were set. */
export class HeaderMap {
  readonly #headers = new Map<string, { name: string; value: HeaderValue }>();
  /** A whole head given as one list goes out as it was given. */
  #flat: [name: string, value: string][] | undefined;

  set(name: string, value: HeaderValue): void {
    validate(name, value);
    this.#headers.set(name.toLowerCase(), { name, value });
  }

  append(name: string, value: HeaderValue): void {
    validate(name, value);
    const known = this.#headers.get(name.toLowerCase());
    if (known === undefined) this.set(name, value);
    else this.set(known.name, [...list(known.value), ...list(value)]);
  }

  /** Sets many: an object, or a flat list of names and values in which a name may come twice. */
  assign(headers: Record<string, HeaderValue> | readonly HeaderValue[]): void {
    if (!Array.isArray(headers)) {
      for (const [name, value] of Object.entries(headers)) if (value !== undefined) this.set(name, value);
      return;
    }
    const isWhole = this.#headers.size === 0;
    const flat: [string, string][] = [];
    const given = new Set<string>();
    for (let index = 0; index < headers.length; index += 2) {
      const name = String(headers[index]);
      const value: HeaderValue = headers[index + 1] ?? '';
      if (given.has(name.toLowerCase())) this.append(name, value);
      else this.set(name, value);
      given.add(name.toLowerCase());
      flat.push(...list(value).map((each): [string, string] => [name, each]));
    }
    if (isWhole) this.#flat = flat;
  }

  get(name: string): HeaderValue | undefined {
    return this.#headers.get(name.toLowerCase())?.value;
  }

  delete(name: string): void {
    this.#headers.delete(name.toLowerCase());
  }

  names(): string[] {
    return [...this.#headers.keys()];
  }

  rawNames(): string[] {
    return [...this.#headers.values()].map((header) => header.name);
  }

  toObject(): Record<string, HeaderValue> {
    const object: Record<string, HeaderValue> = Object.create(null);
    for (const [name, header] of this.#headers) object[name] = header.value;
    return object;
  }

  /** As they go over the wire: one line a value. */
  toList(): [name: string, value: string][] {
    if (this.#flat !== undefined) return [...this.#flat];
    return [...this.#headers.values()].flatMap(({ name, value }) =>
      // Cookies of a request are one line, whatever their number; all else is repeated.
      name.toLowerCase() === 'cookie'
        ? [[name, list(value).join('; ')] as [string, string]]
        : list(value).map((each): [string, string] => [name, each]),
    );
  }
}

function list(value: HeaderValue): string[] {
  return typeof value === 'object' ? value.map(String) : [String(value)];
}

function validate(name: unknown, value: unknown): void {
  if (typeof name !== 'string' || !TOKEN.test(name)) {
    throw nodeError(
      'ERR_INVALID_HTTP_TOKEN',
      `Header name must be a valid HTTP token ["${String(name)}"]`,
      TypeError,
    );
  }
  if (value === undefined) {
    throw nodeError(
      'ERR_HTTP_INVALID_HEADER_VALUE',
      `Invalid value "undefined" for header "${name}"`,
      TypeError,
    );
  }
  for (const each of Array.isArray(value) ? value : [value]) {
    if (NOT_IN_A_VALUE.test(String(each))) {
      throw nodeError('ERR_INVALID_CHAR', `Invalid character in header content ["${name}"]`, TypeError);
    }
  }
}
