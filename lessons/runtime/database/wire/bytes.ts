const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** The other side broke the protocol; the connection cannot go on. */
export class ProtocolViolation extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ProtocolViolation';
  }
}

/** Reads a message's body: integers are big-endian, strings end with a zero byte. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#offset >= this.#bytes.length;
  }

  byte(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  int16(): number {
    return this.#view.getInt16(this.#advance(2));
  }

  int32(): number {
    return this.#view.getInt32(this.#advance(4));
  }

  bytes(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.#bytes.subarray(start, start + length);
  }

  string(): string {
    const end = this.#bytes.indexOf(0, this.#offset);
    if (end < 0) throw new ProtocolViolation('a string in a message has no end');
    const text = decoder.decode(this.#bytes.subarray(this.#offset, end));
    this.#offset = end + 1;
    return text;
  }

  #advance(length: number): number {
    const start = this.#offset;
    if (length < 0 || start + length > this.#bytes.length) {
      throw new ProtocolViolation('a message is shorter than its contents');
    }
    this.#offset = start + length;
    return start;
  }
}

/** Writes messages one after the other into one growing array. */
export class ByteWriter {
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #offset = 0;

  /** One message: its type, its length (filled in), its body. */
  message(type: string, body: (writer: ByteWriter) => void = () => undefined): this {
    this.byte(type.charCodeAt(0));
    const start = this.#offset;
    this.int32(0);
    body(this);
    this.#view.setInt32(start, this.#offset - start);
    return this;
  }

  byte(value: number): this {
    this.#reserve(1);
    this.#view.setUint8(this.#offset++, value);
    return this;
  }

  int16(value: number): this {
    this.#reserve(2);
    this.#view.setInt16(this.#offset, value);
    this.#offset += 2;
    return this;
  }

  int32(value: number): this {
    this.#reserve(4);
    this.#view.setInt32(this.#offset, value);
    this.#offset += 4;
    return this;
  }

  bytes(bytes: Uint8Array): this {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#offset);
    this.#offset += bytes.length;
    return this;
  }

  string(text: string): this {
    return this.bytes(encoder.encode(text)).byte(0);
  }

  /** A value of a row or a parameter: its length and its bytes; null has the length -1. */
  value(value: Uint8Array | string | null): this {
    if (value === null) return this.int32(-1);
    const bytes = typeof value === 'string' ? encoder.encode(value) : value;
    return this.int32(bytes.length).bytes(bytes);
  }

  /** What was written; an array of its own, so that it can be transferred. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#offset);
  }

  #reserve(length: number): void {
    if (this.#offset + length <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#offset + length));
    grown.set(this.#bytes.subarray(0, this.#offset));
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}

/** Several arrays in one. */
export function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Text of UTF-8 bytes. */
export function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
