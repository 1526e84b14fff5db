/**
 * What Redis answers, and how it goes over the wire (RESP 2). Texts are of bytes: one character each, so that
 * any bytes survive.
 */
export type Reply = number | string | null | readonly Reply[] | Status | RedisError;

/** '+OK', which is no text. */
export class Status {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export const OK = new Status('OK');

/** An error as Redis words it: 'ERR syntax error'. */
export class RedisError extends Error {}

export function encodeReply(reply: Reply): string {
  if (reply instanceof RedisError) return `-${reply.message.replaceAll(/[\r\n]+/g, ' ')}\r\n`;
  if (reply instanceof Status) return `+${reply.text}\r\n`;
  if (reply === null) return '$-1\r\n';
  if (typeof reply === 'number') return `:${reply}\r\n`;
  if (typeof reply === 'string') return `$${reply.length}\r\n${reply}\r\n`;
  return `*${reply.length}\r\n${reply.map(encodeReply).join('')}`;
}

/** Reads commands out of what a client sends, however it is cut. */
export class CommandReader {
  #text = '';

  /** The commands that are whole by now. */
  push(text: string): string[][] {
    this.#text += text;
    const commands: string[][] = [];
    for (;;) {
      const read = this.#command();
      if (read === undefined) return commands;
      commands.push(read);
    }
  }

  #command(): string[] | undefined {
    const head = /^\*(\d+)\r\n/.exec(this.#text);
    if (head === null) return undefined;
    let at = head[0].length;
    const parts: string[] = [];
    for (let part = 0; part < Number(head[1]); part++) {
      const end = this.#text.indexOf('\r\n', at);
      if (end < 0) return undefined;
      const length = Number(this.#text.slice(at + 1, end));
      if (this.#text.length < end + length + 4) return undefined;
      parts.push(this.#text.slice(end + 2, end + 2 + length));
      at = end + length + 4;
    }
    this.#text = this.#text.slice(at);
    return parts;
  }
}
