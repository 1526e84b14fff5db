import { concatenate, ProtocolViolation } from './bytes.ts';

/** A message as it came: its type, without which the first message of a connection comes, and its body. */
export interface RawMessage {
  readonly type: string;
  readonly body: Uint8Array;
}

/** No statement of a lesson comes near it; a program that sends more is broken or means harm. */
const LONGEST_MESSAGE = 16 * 1024 * 1024;

/** Cuts the bytes of a connection into whole messages, however they arrive. */
export class MessageStream {
  #pending: Uint8Array = new Uint8Array(0);
  #isStarted = false;

  /** After this, messages have types. */
  start(): void {
    this.#isStarted = true;
  }

  push(bytes: Uint8Array): void {
    this.#pending = this.#pending.length === 0 ? bytes : concatenate([this.#pending, bytes]);
  }

  /** The next whole message, or undefined until more bytes come. */
  next(): RawMessage | undefined {
    const typeLength = this.#isStarted ? 1 : 0;
    const pending = this.#pending;
    if (pending.length < typeLength + 4) return undefined;
    const length = new DataView(pending.buffer, pending.byteOffset).getInt32(typeLength);
    if (length < 4 || length > LONGEST_MESSAGE) {
      throw new ProtocolViolation(`a message cannot be ${length} bytes long`);
    }
    const end = typeLength + length;
    if (pending.length < end) return undefined;
    this.#pending = pending.subarray(end);
    return {
      type: this.#isStarted ? String.fromCharCode(pending[0] ?? 0) : '',
      body: pending.subarray(typeLength + 4, end),
    };
  }
}

/** A message in an array of whole ones, and where it stands. */
export interface PlacedMessage extends RawMessage {
  readonly start: number;
  readonly end: number;
}

/** The messages in bytes that our own engines wrote. */
export function* protocolMessages(bytes: Uint8Array): Generator<PlacedMessage, void> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = 0;
  while (start < bytes.length) {
    const end = start + 1 + view.getInt32(start + 1);
    yield {
      type: String.fromCharCode(view.getUint8(start)),
      body: bytes.subarray(start + 5, end),
      start,
      end,
    };
    start = end;
  }
}
