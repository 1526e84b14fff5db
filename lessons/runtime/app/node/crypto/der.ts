/** DER, the form in which keys are written, as far as keys need it. */
export interface DerNode {
  readonly tag: number;
  /** The whole of it, head included. */
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
}

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const NULL = 0x05;
const OBJECT_ID = 0x06;

export class NotDer extends Error {}

/** Reads the values that stand one after the other. */
export function readAll(bytes: Uint8Array): DerNode[] {
  const nodes: DerNode[] = [];
  for (let start = 0; start < bytes.length;) {
    const tag = bytes[start] ?? 0;
    let length = bytes[start + 1] ?? 0;
    let at = start + 2;
    if (length > 0x80) {
      const count = length & 0x7f;
      length = 0;
      for (let index = 0; index < count; index++) length = length * 256 + (bytes[at++] ?? 0);
    }
    if (at + length > bytes.length) throw new NotDer('the key is cut off');
    nodes.push({ tag, bytes: bytes.subarray(start, at + length), content: bytes.subarray(at, at + length) });
    start = at + length;
  }
  return nodes;
}

/** The values in a sequence. */
export function readSequence(bytes: Uint8Array): DerNode[] {
  const [node] = readAll(bytes);
  if (node?.tag !== SEQUENCE) throw new NotDer('the key is no sequence');
  return readAll(node.content);
}

export function readInteger(node: DerNode | undefined): bigint {
  if (node?.tag !== INTEGER) throw new NotDer('the key lacks a number');
  return bigintOf(node.content);
}

/** '1.2.840.10045.2.1' */
export function readObjectId(node: DerNode | undefined): string {
  if (node?.tag !== OBJECT_ID) throw new NotDer('the key does not say its kind');
  const numbers: number[] = [];
  let value = 0;
  for (const byte of node.content) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(value);
      value = 0;
    }
  }
  const [first = 0, ...others] = numbers;
  return [
    Math.min(2, Math.floor(first / 40)),
    first - 40 * Math.min(2, Math.floor(first / 40)),
    ...others,
  ].join('.');
}

/** The bytes of a bit string, of which keys leave no bit unused. */
export function readBitString(node: DerNode | undefined): Uint8Array {
  if (node?.tag !== BIT_STRING) throw new NotDer('the key lacks its bits');
  return node.content.subarray(1);
}

export function readOctets(node: DerNode | undefined): Uint8Array {
  if (node?.tag !== OCTET_STRING) throw new NotDer('the key lacks its bytes');
  return node.content;
}

export function bigintOf(bytes: Uint8Array): bigint {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex === '' ? 0n : BigInt(`0x${hex}`);
}

/** Big-endian, of the length given or of the least that holds it. */
export function bytesOf(value: bigint, length?: number): Uint8Array {
  const hex = value.toString(16);
  const size = length ?? Math.ceil(hex.length / 2);
  const padded = hex.padStart(size * 2, '0');
  return Uint8Array.from({ length: size }, (_, index) =>
    parseInt(padded.slice(index * 2, index * 2 + 2), 16),
  );
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

export function node(tag: number, content: Uint8Array): Uint8Array {
  const { length } = content;
  const size = length < 0x80 ? Uint8Array.of(length) : bytesOf(BigInt(length));
  const head = length < 0x80 ? [tag] : [tag, 0x80 | size.length];
  return concat(Uint8Array.from(head), size, content);
}

export const sequence = (...parts: readonly Uint8Array[]) => node(SEQUENCE, concat(...parts));
export const octets = (content: Uint8Array) => node(OCTET_STRING, content);
export const bitString = (content: Uint8Array) => node(BIT_STRING, concat(Uint8Array.of(0), content));
export const nothing = () => node(NULL, new Uint8Array(0));

export function integer(value: bigint): Uint8Array {
  const bytes = bytesOf(value);
  // The first bit says the sign.
  return node(INTEGER, (bytes[0] ?? 0) >= 0x80 ? concat(Uint8Array.of(0), bytes) : bytes);
}

export function objectId(id: string): Uint8Array {
  const [first = 0, second = 0, ...others] = id.split('.').map(Number);
  const bytes = [first * 40 + second, ...others].flatMap((value) => {
    const groups = [value & 0x7f];
    for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128))
      groups.unshift((rest & 0x7f) | 0x80);
    return groups;
  });
  return node(OBJECT_ID, Uint8Array.from(bytes));
}
