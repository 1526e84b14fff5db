import type { TSESTree } from '@typescript-eslint/utils';
import { argumentAt } from '../ast/argument.ts';
import { calleeName, receiver } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable, importOf } from '../ast/variable.ts';
import { handleOf } from './handles.ts';
import { holeAt, type HoleEntry, type SqlText } from './text.ts';
import { HOLE } from './tokens.ts';

/** A text with marks such as `%L`, and what stands in their place. */
export interface Format {
  readonly text: Node;
  readonly values: readonly (Node | null)[];
  /** How the letter of a mark lets its value in; null where a letter is no mark. */
  readonly entryOf: (letter: string) => HoleEntry | null;
}

/** pg-format quotes literals and identifiers, and takes %s as it is. */
const PG_MARKS: Readonly<Record<string, HoleEntry>> = { L: 'bound', I: 'bound', s: 'raw' };

/** `format` of node:util makes numbers of some values, and quotes none. */
const UTIL_MARKS: Readonly<Record<string, HoleEntry>> = {
  s: 'raw',
  j: 'raw',
  o: 'raw',
  O: 'raw',
  d: 'bound',
  i: 'bound',
  f: 'bound',
};

/** `format('… %L', value)` of pg-format and of node:util, `mysql.format('… ?', values)`; null for other calls. */
export function formatOf(sourceCode: SourceCode, call: TSESTree.CallExpression): Format | null {
  const name = calleeName(call);
  const text = argumentAt(call, 0);
  if (!/format|^withArray$/i.test(name) || !text) return null;
  const values = call.arguments.slice(1);
  const object = receiver(call);
  const root = object ?? unwrap(call.callee);
  const variable = findVariable(sourceCode, root);
  const source = variable ? (importOf(variable)?.source ?? '') : '';
  if (/pg-format$/.test(source)) return { text, values: valuesOf(name, values), entryOf: markOf(PG_MARKS) };
  if (/^(?:node:)?util$/.test(source))
    return { text, values: valuesOf(name, values), entryOf: markOf(UTIL_MARKS) };
  const isDriver = name === 'format' && object !== null && handleOf(sourceCode, object).kind === 'database';
  return isDriver ? { text, values: [], entryOf: () => null } : null;
}

function markOf(marks: Readonly<Record<string, HoleEntry>>): Format['entryOf'] {
  return (letter) => marks[letter] ?? null;
}

/** The values one by one; null for those that a spread or another array brings. */
function valuesOf(name: string, values: readonly TSESTree.CallExpressionArgument[]): (Node | null)[] {
  const list = name === 'withArray' && values[0] ? unwrap(values[0] as Node) : null;
  const nodes = list?.type === 'ArrayExpression' ? list.elements : list ? [] : values;
  const spread = nodes.findIndex((node) => node?.type === 'SpreadElement');
  return (spread === -1 ? nodes : nodes.slice(0, spread)).map((node) => node);
}

/** A mark of a format: where it begins and ends, which value it means, and how that gets in. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly value: Node | null;
  readonly entry: HoleEntry;
}

const MARK = new RegExp(`%(?:(\\d+)\\$)?([%a-zA-Z])|${HOLE}`, 'g');

/** The marks in a text, in order. An expression whose texts all have as many marks takes values too, and stays what it is. */
export function marksIn(sql: SqlText, { values, entryOf }: Format): Mark[] {
  const marks: Mark[] = [];
  let next = 0;
  for (const match of sql.text.matchAll(MARK)) {
    const [whole, place, letter = ''] = match;
    const start = match.index;
    if (whole === HOLE) {
      const choices = holeAt(sql, start)?.choices ?? [];
      const [taken = 0, ...others] = new Set(choices.map((choice) => valuesTakenBy(choice, entryOf)));
      if (others.length === 0) next += taken;
      continue;
    }
    const entry = entryOf(letter);
    if (entry === null) continue;
    const index = place !== undefined ? Number(place) - 1 : next++;
    marks.push({ start, end: start + whole.length, value: values[index] ?? null, entry });
  }
  return marks;
}

/** How many values a text takes one after the other. */
function valuesTakenBy(text: string, entryOf: Format['entryOf']): number {
  const marks = [...text.matchAll(MARK)];
  return marks.filter(([, place, letter = '']) => place === undefined && entryOf(letter) !== null).length;
}
