import type { Node } from '../ast/node.ts';
import { type SqlText, TextBuilder } from './text.ts';
import { HOLE } from './tokens.ts';

/** A text and the nodes it was read from. */
export interface Reading {
  readonly sql: SqlText;
  readonly nodes: readonly Node[];
}

/** Reads an expression whose text the file does not show as one hole. */
export function readHole(node: Node): Reading {
  const builder = new TextBuilder();
  builder.addHole(node, node.range, 'raw');
  return { sql: builder.build(node), nodes: [node] };
}

/** A text after which there is more that the file shows in another way. */
export function withOpenEnd({ sql, nodes }: Reading, node: Node): Reading {
  const hole = { node, range: node.range, at: sql.text.length + 1, entry: 'bound' as const, choices: null };
  return { nodes, sql: { ...sql, text: `${sql.text} ${HOLE}`, holes: [...sql.holes, hole] } };
}
