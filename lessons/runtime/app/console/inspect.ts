import { readableStack } from '../stack.ts';

const WIDTH = 72;
const MOST_ITEMS = 100;
const LONGEST_STRING = 10_000;

export interface InspectOptions {
  readonly depth?: number | null;
}

/** A value as Node prints it, close enough to be read without a second thought. */
export function inspect(value: unknown, options: InspectOptions = {}): string {
  const depth = options.depth === null ? Infinity : (options.depth ?? 2);
  return new Inspection(depth).print(value, 0);
}

inspect.custom = Symbol.for('nodejs.util.inspect.custom');
inspect.defaultOptions = { depth: 2 };

class Inspection {
  readonly #depth: number;
  readonly #open: object[] = [];

  constructor(depth: number) {
    this.#depth = depth;
  }

  print(value: unknown, level: number): string {
    switch (typeof value) {
      case 'string':
        return quote(value);
      case 'bigint':
        return `${value}n`;
      case 'number':
        return Object.is(value, -0) ? '-0' : String(value);
      case 'symbol':
        return value.toString();
      case 'function':
        return this.#printFunction(value);
      case 'object':
        return value === null ? 'null' : this.#printObject(value, level);
      default:
        return String(value);
    }
  }

  #printFunction(value: { name: string }): string {
    const isClass = /^class\b/.test(Function.prototype.toString.call(value));
    const name = value.name === '' ? '(anonymous)' : value.name;
    if (isClass) return `[class ${name}]`;
    const kind = className(value) ?? 'Function';
    return value.name === '' ? `[${kind} (anonymous)]` : `[${kind}: ${name}]`;
  }

  #printObject(value: object, level: number): string {
    if (this.#open.includes(value)) return '[Circular *1]';
    const custom: unknown = Reflect.get(value, inspect.custom);
    if (typeof custom === 'function') {
      const printed: unknown = Reflect.apply(custom, value, [this.#depth - level, {}, inspect]);
      return typeof printed === 'string' ? printed : this.print(printed, level);
    }
    const simple = printSimple(value);
    if (simple !== undefined) return simple;
    const name = className(value);
    if (level > this.#depth)
      return Array.isArray(value) ? '[Array]' : `[${name ?? 'Object: null prototype'}]`;
    this.#open.push(value);
    try {
      return this.#printMembers(value, name, level);
    } finally {
      this.#open.pop();
    }
  }

  #printMembers(value: object, name: string | undefined, level: number): string {
    const inner = (member: unknown) => this.print(member, level + 1);
    if (value instanceof Error) {
      const members = this.#properties(value, level, ['stack', 'message', 'name']);
      const cause = value.cause === undefined ? [] : [`[cause]: ${inner(value.cause)}`];
      const text = printError(value);
      return members.length + cause.length === 0
        ? text
        : `${text} ${braces('{', [...members, ...cause], '}', level)}`;
    }
    if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) {
      const list = Array.from(value as ArrayLike<unknown>)
        .slice(0, MOST_ITEMS)
        .map(inner);
      const length = (value as ArrayLike<unknown>).length;
      if (length > MOST_ITEMS) list.push(`... ${length - MOST_ITEMS} more items`);
      const others = Array.isArray(value)
        ? this.#properties(value, level).filter((text) => !/^'?\d+'?: /.test(text))
        : [];
      return `${name === 'Array' ? '' : `${name}(${length}) `}${braces('[', [...list, ...others], ']', level)}`;
    }
    if (value instanceof Map) {
      const entries = [...value]
        .slice(0, MOST_ITEMS)
        .map(([key, member]) => `${inner(key)} => ${inner(member)}`);
      return `Map(${value.size}) ${braces('{', entries, '}', level)}`;
    }
    if (value instanceof Set) {
      return `Set(${value.size}) ${braces('{', [...value].slice(0, MOST_ITEMS).map(inner), '}', level)}`;
    }
    const prefix = name === 'Object' ? '' : `${name ?? '[Object: null prototype]'} `;
    return `${prefix}${braces('{', this.#properties(value, level), '}', level)}`;
  }

  #properties(value: object, level: number, without: readonly string[] = []): string[] {
    const printed: string[] = [];
    for (const key of Reflect.ownKeys(value)) {
      const property = Reflect.getOwnPropertyDescriptor(value, key);
      if (property?.enumerable !== true || (typeof key === 'string' && without.includes(key))) continue;
      if (printed.length === MOST_ITEMS) return [...printed, '...'];
      const name =
        typeof key === 'symbol' ? `[${key.toString()}]` : /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key);
      const member =
        property.get === undefined
          ? this.print(property.value, level + 1)
          : property.set === undefined
            ? '[Getter]'
            : '[Getter/Setter]';
      printed.push(`${name}: ${member}`);
    }
    return printed;
  }
}

function printError(error: Error): string {
  const header = `${error.name}: ${error.message}`;
  if (typeof error.stack !== 'string') return header;
  const stack = readableStack(error.stack);
  // Firefox and Safari leave the header out.
  return stack.startsWith(error.name) ? stack : [header, stack].filter((part) => part !== '').join('\n');
}

function printSimple(value: object): string | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (value instanceof Promise) return 'Promise { <pending> }';
  if (value instanceof WeakMap || value instanceof WeakSet) return `${className(value)} { <items unknown> }`;
  if (value instanceof String || value instanceof Number || value instanceof Boolean) {
    return `[${className(value)}: ${value instanceof String ? quote(String(value)) : String(value)}]`;
  }
  return undefined;
}

function className(value: object): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || typeof prototype !== 'object') return undefined;
  const constructor: unknown = Reflect.get(prototype, 'constructor');
  return typeof constructor === 'function' && constructor.name !== '' ? constructor.name : 'Object';
}

function quote(text: string): string {
  const shown =
    text.length > LONGEST_STRING
      ? `${text.slice(0, LONGEST_STRING)}... ${text.length - LONGEST_STRING} more characters`
      : text;
  const mark = !shown.includes("'") ? "'" : !shown.includes('"') ? '"' : !shown.includes('`') ? '`' : "'";
  const escaped = JSON.stringify(shown).slice(1, -1).replaceAll('\\"', '"');
  return (
    mark +
    (mark === "'"
      ? escaped.replaceAll("'", "\\'")
      : mark === '"'
        ? escaped.replaceAll('"', '\\"')
        : escaped) +
    mark
  );
}

/** On one line where that is short, else one member a line. */
function braces(open: string, members: readonly string[], close: string, level: number): string {
  if (members.length === 0) return open + close;
  const line = members.join(', ');
  if (line.length + level * 2 <= WIDTH && !line.includes('\n')) return `${open} ${line} ${close}`;
  const indent = '  '.repeat(level + 1);
  return `${open}\n${members.map((member) => indent + member).join(',\n')}\n${'  '.repeat(level)}${close}`;
}
