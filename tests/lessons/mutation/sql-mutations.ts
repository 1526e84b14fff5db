import type { Edit } from './edit.ts';

/** What ends a list of conditions or of sort keys, where it stands outside of parentheses. */
const CLAUSE =
  /^(?:GROUP|ORDER|LIMIT|OFFSET|RETURNING|HAVING|FOR|FETCH|UNION|WINDOW|ON|DO|SET|WHEN|SELECT)\b/i;

/** Whether a text is SQL, or a piece of it that a program puts together. */
export function isSql(text: string): boolean {
  return (
    /^\s*(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|MERGE INTO|ALTER TABLE|CREATE|DROP)\b/.test(text) ||
    /\b(?:FROM|WHERE|ORDER BY|LIMIT|RETURNING|ON CONFLICT) /.test(text)
  );
}

/** All edits of a SQL text, which keep it right SQL: a parameter that nobody uses would be an error. */
export function sqlEdits(sql: string): Edit[] {
  const masked = mask(sql);
  return [
    ...limits(masked),
    ...conditions(sql, masked),
    ...orders(sql, masked),
    ...phrases(masked),
    ...comparisons(masked),
    ...numbers(masked),
  ];
}

/** The same text, as long, with nothing readable in strings, comments and placeholders of a template. */
function mask(sql: string): string {
  return sql.replaceAll(/'(?:[^']|'')*'|--[^\n]*|\$\{[^}]*\}/g, (match) => 'x'.repeat(match.length));
}

function* limits(masked: string): Generator<Edit> {
  for (const match of masked.matchAll(/\s*\bLIMIT (\$?\w+)/g)) {
    const [whole, amount = ''] = match;
    const text = /^\d/.test(amount) ? '' : whole.replace(amount, `GREATEST(${amount}::bigint, 1000000)`);
    // What stands in a template's placeholder is not known.
    if (!amount.startsWith('xx')) yield edit('drop-limit', match.index, whole.length, text);
  }
}

function* conditions(sql: string, masked: string): Generator<Edit> {
  for (const match of masked.matchAll(/\bWHERE\s+/g)) {
    // 'drop-filter' is the same.
    if (/\bFILTER \($/.test(masked.slice(0, match.index))) continue;
    const start = match.index + match[0].length;
    for (const [from, to] of split(masked, start, /^AND\b/i)) {
      const condition = sql.slice(from, to);
      yield edit('drop-condition', from, condition.length, `(TRUE OR (${condition}))`);
    }
  }
}

function* orders(sql: string, masked: string): Generator<Edit> {
  for (const match of masked.matchAll(/\s*\bORDER BY\s+/g)) {
    const keys = split(masked, match.index + match[0].length, /^,/);
    const end = keys.at(-1)?.[1] ?? 0;
    yield edit('drop-order', match.index, end - match.index, '');
    const before = keys.at(-2)?.[1];
    if (before !== undefined) yield edit('drop-tie-break', before, end - before, '');
    for (const [from, to] of keys) {
      const key = sql.slice(from, to);
      const turned = key.includes('DESC') ? key.replace(/\s*\bDESC\b/, '') : `${key.trimEnd()} DESC`;
      if (!/NULLS|ASC|\$\{/.test(key)) yield edit('turn-order', from, key.length, turned);
    }
  }
}

const PHRASES: readonly (readonly [mutation: string, pattern: RegExp, text: string])[] = [
  ['drop-filter', /\s*\bFILTER \((?:[^()]|\([^()]*\))*\)/g, ''],
  ['drop-lock', /\s*\bFOR (?:NO KEY )?(?:UPDATE|SHARE)\b(?: SKIP LOCKED| NOWAIT)?/g, ''],
  ['drop-conflict', /\s*\bON CONFLICT\b(?: \([^)]*\))?(?: WHERE [^()]*?)? DO NOTHING/g, ''],
  ['drop-outer', /\bLEFT (?=JOIN\b)/g, ''],
  ['drop-distinct', /\bDISTINCT (?=\w)(?!FROM)/g, ''],
  ['drop-lower', /\blower(?=\()/g, ''],
  ['drop-constraint', /\s*\bNOT NULL\b/g, ''],
  ['drop-constraint', /\s*\bUNIQUE\b/g, ''],
  ['drop-constraint', /\s*\bCHECK \((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g, ''],
  ['drop-constraint', /\s*\bREFERENCES \w+(?: \(\w+\))?(?: ON DELETE (?:RESTRICT|CASCADE|SET NULL))?/g, ''],
  ['drop-index', /\bCREATE (?:UNIQUE )?INDEX [^;]*;/g, ''],
];

function* phrases(masked: string): Generator<Edit> {
  for (const [mutation, pattern, text] of PHRASES) {
    for (const match of masked.matchAll(pattern)) {
      const before = masked.slice(0, match.index);
      // IS NOT NULL is a condition, SET and DROP NOT NULL are statements.
      if (/\b(?:IS|SET|DROP)$/.test(before.trimEnd()) && match[0].includes('NULL')) continue;
      if (match[0].includes('UNIQUE') && /\bCREATE$/.test(before.trimEnd())) continue;
      yield edit(mutation, match.index, match[0].length, text);
    }
  }
}

const BOUNDARIES: Readonly<Record<string, string>> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' };

function* comparisons(masked: string): Generator<Edit> {
  for (const match of masked.matchAll(/(?<= )(?:<=?|>=?)(?= )/g)) {
    yield edit('shift-boundary', match.index, match[0].length, BOUNDARIES[match[0]] ?? '');
  }
}

/** All but the 1 of SELECT 1, which nobody reads. */
function* numbers(masked: string): Generator<Edit> {
  for (const match of masked.matchAll(/(?<!SELECT )(?<=[ (])\d+\b(?!\.)/g)) {
    yield edit('change-number', match.index, match[0].length, String(Number(match[0]) + 1));
  }
}

/** Ranges between separators, outside of parentheses, up to the next clause or the end of the parenthesis. */
function split(masked: string, start: number, separator: RegExp): (readonly [from: number, to: number])[] {
  const ranges: (readonly [number, number])[] = [];
  let depth = 0;
  let from = start;
  let at = start;
  let isBetween = false;
  for (; at < masked.length; at += 1) {
    const character = masked[at] ?? '';
    if (character === ';') break;
    if (character === '(') depth += 1;
    if (character === ')' && --depth < 0) break;
    if (depth > 0 || (/\w/.test(character) && /\w/.test(masked[at - 1] ?? ''))) continue;
    const rest = masked.slice(at);
    if (/^BETWEEN\b/i.test(rest)) isBetween = true;
    const found = separator.exec(rest)?.[0];
    if (found !== undefined && !isBetween) {
      ranges.push([from, at]);
      from = at + found.length;
    } else if (found !== undefined) isBetween = false;
    if (at > start && CLAUSE.test(rest)) break;
  }
  ranges.push([from, at]);
  return ranges
    .map(([low, high]) => {
      const text = masked.slice(low, high);
      return [
        low + text.length - text.trimStart().length,
        high - text.length + text.trimEnd().length,
      ] as const;
    })
    .filter(([low, high]) => low < high);
}

function edit(mutation: string, start: number, length: number, text: string): Edit {
  return { mutation, start, end: start + length, text };
}
