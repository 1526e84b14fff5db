import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { spelling } from './facts.ts';
import { queriesOf } from './queries.ts';
import { type Command, commandsOf, type Script } from './statement.ts';

/** The columns of tables, by table name in upper case. */
export type Tables = ReadonlyMap<string, readonly string[]>;

const NOT_A_COLUMN =
  /^(?:CONSTRAINT|PRIMARY|FOREIGN|UNIQUE|CHECK|EXCLUDE|LIKE|KEY|INDEX|FULLTEXT|SPATIAL|PERIOD)$/;

/** The tables that the file itself creates. */
const createdTables = perFile((sourceCode: SourceCode): Tables => {
  const tables = new Map<string, readonly string[]>();
  for (const { script } of queriesOf(sourceCode)) {
    for (const command of commandsOf(script)) {
      const created = command.verb === 'create' ? createdTable(script, command) : null;
      if (created) tables.set(created.name, created.columns);
    }
  }
  return tables;
});

/** The columns that the configuration names, and those of tables that the file creates. */
export function knownColumns(
  sourceCode: SourceCode,
  configured: Readonly<Record<string, readonly string[]>> = {},
): Tables {
  const tables = new Map(createdTables(sourceCode));
  for (const [name, columns] of Object.entries(configured)) tables.set(name.toUpperCase(), columns);
  return tables;
}

function createdTable(script: Script, command: Command): { name: string; columns: string[] } | null {
  const { tokens, partners } = script;
  let index = command.first + 1;
  while (index < command.last && tokens[index]?.text !== 'TABLE') index++;
  index++;
  while (/^(?:IF|NOT|EXISTS)$/.test(tokens[index]?.text ?? '')) index++;
  while (tokens[index + 1]?.text === '.') index += 2;
  const name = tokens[index];
  const close = partners[index + 1] ?? -1;
  if (!name || tokens[index + 1]?.text !== '(' || close < index) return null;
  const columns: string[] = [];
  for (let at = index + 2, isStart = true; at < close; at++) {
    const token = tokens[at];
    if (
      isStart &&
      token &&
      (token.kind === 'name' || (token.kind === 'word' && !NOT_A_COLUMN.test(token.text)))
    ) {
      columns.push(
        token.kind === 'name' ? script.text.slice(token.start, token.end) : spelling(script, token),
      );
    }
    isStart = token?.kind === 'symbol' && token.text === ',';
    const partner = partners[at] ?? -1;
    if (partner > at) at = partner;
  }
  return columns.length > 0 ? { name: name.text.toUpperCase(), columns } : null;
}
