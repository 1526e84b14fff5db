import type { ByteReader } from './wire/bytes.ts';
import type { FrontendMessage } from './wire/frontend.ts';

/** What names the client and where it goes: no settings. */
const OTHERS = new Set(['user', 'database', 'replication', 'client_encoding', 'options']);

/** Settings in `options`, as the server's command line takes them: -c name=value, --name=value. */
const OPTION = /(?:-c\s*|--)([\w.-]+)=((?:\\.|\S)*)/g;

/** The settings that a client brings along when it connects, as messages that set them. */
export function readStartSettings(reader: ByteReader): readonly (readonly FrontendMessage[])[] {
  const settings: [name: string, value: string][] = [];
  for (let name = reader.string(); name !== ''; name = reader.string()) {
    const value = reader.string();
    if (!OTHERS.has(name)) settings.push([name, value]);
    if (name !== 'options') continue;
    for (const [, option = '', given = ''] of value.matchAll(OPTION)) {
      settings.push([option.replaceAll('-', '_'), given.replaceAll(/\\(.)/g, '$1')]);
    }
  }
  return settings.map(([name, value]) => [
    { kind: 'query', sql: `SELECT set_config(${literal(name)}, ${literal(value)}, false)` },
  ]);
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
