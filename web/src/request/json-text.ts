/** What a piece of formatted JSON is, for its colour. */
export type JsonTokenKind = 'punctuation' | 'key' | 'string' | 'number' | 'word' | 'space';

export interface JsonToken {
  readonly kind: JsonTokenKind;
  readonly text: string;
}

type JsonNode =
  | { readonly kind: 'value'; readonly token: JsonToken; readonly width: number }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[]; readonly width: number }
  | {
      readonly kind: 'object';
      readonly entries: readonly (readonly [key: string, value: JsonNode])[];
      readonly width: number;
    };

/**
 * Formats JSON into lines of tokens; what fits into `width` stays on one line. Works on the text, so that
 * long numbers, repeated keys and escapes stay as they were sent. Undefined when the text is not JSON.
 */
export function formatJson(text: string, width: number): readonly (readonly JsonToken[])[] | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const lines: JsonToken[][] = [[]];
  print(readNode(new Scanner(text)), 0, width, lines);
  return lines;
}

/** Hands out the tokens of a text that is known to be JSON. */
class Scanner {
  readonly #pieces: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#pieces = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  }

  get next(): string {
    return this.#pieces[this.#at] ?? '';
  }

  take(): string {
    const piece = this.next;
    this.#at += 1;
    return piece;
  }
}

function readNode(scanner: Scanner): JsonNode {
  const piece = scanner.take();
  if (piece === '[') {
    const items: JsonNode[] = [];
    while (scanner.next !== ']') {
      items.push(readNode(scanner));
      if (scanner.next === ',') scanner.take();
    }
    scanner.take();
    return { kind: 'array', items, width: 2 + items.reduce((sum, item) => sum + item.width + 2, 0) };
  }
  if (piece === '{') {
    const entries: (readonly [string, JsonNode])[] = [];
    while (scanner.next !== '}') {
      const key = scanner.take();
      scanner.take();
      entries.push([key, readNode(scanner)]);
      if (scanner.next === ',') scanner.take();
    }
    scanner.take();
    const width = entries.reduce((sum, [key, value]) => sum + key.length + value.width + 4, 4);
    return { kind: 'object', entries, width };
  }
  return { kind: 'value', token: { kind: kindOf(piece), text: piece }, width: piece.length };
}

function kindOf(piece: string): JsonTokenKind {
  if (piece.startsWith('"')) return 'string';
  return /^[-\d]/.test(piece) ? 'number' : 'word';
}

function print(node: JsonNode, indent: number, width: number, lines: JsonToken[][]): void {
  const put = (kind: JsonTokenKind, text: string) => lines.at(-1)?.push({ kind, text });
  if (node.kind === 'value') {
    lines.at(-1)?.push(node.token);
    return;
  }
  const [open, close] = node.kind === 'array' ? ['[', ']'] : ['{', '}'];
  const members = node.kind === 'array' ? node.items.map((item) => [undefined, item] as const) : node.entries;
  put('punctuation', open);
  const isFlat = indent + node.width <= width;
  const padding = node.kind === 'object' && members.length > 0 ? ' ' : '';
  const breakLine = (depth: number) =>
    lines.push(depth > 0 ? [{ kind: 'space', text: ' '.repeat(depth) }] : []);
  members.forEach(([key, value], index) => {
    if (!isFlat) breakLine(indent + 2);
    else if (index === 0) put('space', padding);
    else put('space', ' ');
    if (key !== undefined) {
      put('key', key);
      put('punctuation', ': ');
    }
    print(value, indent + 2, width, lines);
    if (index < members.length - 1) put('punctuation', ',');
  });
  if (members.length > 0 && !isFlat) breakLine(indent);
  else if (padding) put('space', padding);
  put('punctuation', close);
}
