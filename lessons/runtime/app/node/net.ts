import { DatabaseSocket, openConnection } from '../../database/socket.ts';

let database: MessagePort | undefined;

/** Says where connections lead to. */
export function onConnect(port: MessagePort): void {
  database = port;
}

/** node:net's Socket as `pg` uses it: every address leads to the playground's one database. */
export class Socket extends DatabaseSocket {
  constructor() {
    super(() => {
      if (database === undefined) throw new Error('This program has no database.');
      return openConnection(database);
    });
  }
}

export const isIPv4 = (text: string) => isIP(text) === 4;
export const isIPv6 = (text: string) => isIP(text) === 6;

export function isIP(text: string): 0 | 4 | 6 {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return 4;
  return text.includes(':') ? 6 : 0;
}
