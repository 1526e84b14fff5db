import { parse } from 'sql-parser-cst';
import { describe, expect, test } from 'vitest';
import { sourcesOf, starsOf } from '../../eslint-plugin/src/sql/facts.ts';
import { scan } from '../../eslint-plugin/src/sql/scanner.ts';
import {
  clauseOf,
  type ClauseName,
  type Command,
  commandsOf,
} from '../../eslint-plugin/src/sql/statement.ts';
import type { Dialect } from '../../eslint-plugin/src/sql/tokens.ts';

/** What both readers say of a statement, so that they can be compared. */
interface Facts {
  /** For each SELECT, INSERT, UPDATE and DELETE in the order of its first character: its verb, and where its clauses are. */
  readonly commands: readonly string[];
  /** Where the stars of its lists are. */
  readonly stars: readonly number[];
  /** Each source with its schema, its alias, and how it is joined. */
  readonly sources: readonly string[];
}

interface CstNode {
  readonly type: string;
  readonly range?: readonly [number, number];
  readonly [key: string]: unknown;
}

const CLAUSES: Readonly<Record<string, ClauseName>> = {
  from_clause: 'from',
  where_clause: 'where',
  group_by_clause: 'group by',
  having_clause: 'having',
  order_by_clause: 'order by',
  limit_clause: 'limit',
  returning_clause: 'returning',
  window_clause: 'window',
  fetch_clause: 'fetch',
  for_clause: 'for',
  values_clause: 'values',
  default_values: 'values',
  select_clause: 'select',
  update_clause: 'update',
  set_clause: 'set',
  upsert_clause: 'on conflict',
  on_duplicate_key_update_clause: 'on conflict',
};
const COMPARED = new Set<string>(Object.values(CLAUSES));
const VERBS: Readonly<Record<string, string>> = {
  select_stmt: 'select',
  insert_stmt: 'insert',
  update_stmt: 'update',
  delete_stmt: 'delete',
};

function isNode(value: unknown): value is CstNode {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function children(node: CstNode): CstNode[] {
  return Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value.flat(3) : [value]))
    .filter(isNode);
}

/** Clauses that hold others to the parser: LIMIT an OFFSET, ON CONFLICT a SET, and that a WHERE. */
const OUTER: ReadonlySet<ClauseName> = new Set<ClauseName>(['limit', 'on conflict', 'set']);

/** A clause and where it is. */
function placed(name: ClauseName, start: number, end: number): string {
  return OUTER.has(name) ? `${name} ${start}` : `${name} ${start}-${end}`;
}

/** The clauses of a command, and the SET of its ON CONFLICT; DEFAULT is no part of VALUES to the scanner. */
function clausesOf(node: CstNode): CstNode[] {
  return children(node).flatMap((child) => {
    if (child.type === 'default_values')
      return children(child)
        .slice(-1)
        .map((keyword) => ({ ...keyword, type: child.type }));
    if (child.type !== 'upsert_clause') return [child];
    return [
      child,
      ...children(child)
        .flatMap(children)
        .filter(({ type }) => type === 'set_clause'),
    ];
  });
}

/** What the parser said of a text: it takes longer than the scanner, and the mutation tester asks again for each mutant. */
const known = new Map<string, Facts | null>();

function parsed(text: string, dialect: 'postgresql' | 'mysql' | 'sqlite'): Facts | null {
  const key = `${dialect} ${text}`;
  const facts = known.has(key) ? (known.get(key) ?? null) : readByParser(text, dialect);
  known.set(key, facts);
  return facts;
}

/** The facts by the parser, which knows the whole grammar. */
function readByParser(text: string, dialect: 'postgresql' | 'mysql' | 'sqlite'): Facts | null {
  let program: CstNode;
  try {
    program = parse(text, {
      dialect,
      includeRange: true,
      paramTypes: dialect === 'postgresql' ? ['$nr'] : ['?', '?nr', ':name'],
    }) as unknown as CstNode;
  } catch {
    return null;
  }
  const commands: { at: number; text: string }[] = [];
  const sources: string[] = [];
  const stars: number[] = [];
  const visit = (node: CstNode, parent: CstNode | null, owner: CstNode | null): void => {
    const verb = VERBS[node.type];
    // A pair of brackets around a SELECT is a statement of its own to the parser, without a list.
    if (verb && (verb !== 'select' || children(node).some(({ type }) => type === 'select_clause'))) {
      const clauses = clausesOf(node).flatMap((child) => {
        const name = CLAUSES[child.type];
        return name ? [placed(name, child.range?.[0] ?? 0, child.range?.[1] ?? 0)] : [];
      });
      // In DELETE FROM the parser has no FROM clause, the scanner does: it is left out on both sides.
      const own = children(node).find((child) => child.type === `${verb}_clause`);
      commands.push({
        at: own?.range?.[0] ?? node.range?.[0] ?? 0,
        text: [
          verb,
          ...clauses.filter((clause) => verb !== 'delete' || !clause.startsWith('from ')).sort(),
        ].join(' '),
      });
    }
    const isResult = (candidate: CstNode | null): boolean =>
      candidate?.type === 'select_clause' || candidate?.type === 'returning_clause';
    const isListed = isResult(parent) || (parent?.type === 'list_expr' && isResult(owner));
    const column = node.type === 'member_expr' ? node['property'] : node;
    if (isNode(column) && column.type === 'all_columns' && isListed) stars.push(column.range?.[0] ?? 0);
    if (node.type === 'from_clause') collectSources(node['expr'], sources);
    children(node).forEach((child) => visit(child, node, parent));
  };
  visit(program, null, null);
  return {
    commands: commands.sort((one, other) => one.at - other.at).map((command) => command.text),
    stars: stars.sort((one, other) => one - other),
    sources: sources.sort(),
  };
}

/** The sources of a FROM clause: `SHOP.USERS U left`. */
function collectSources(value: unknown, sources: string[], join = 'from', alias = ''): void {
  if (!isNode(value)) return;
  const nameOf = (node: unknown): string => (isNode(node) ? String(node['name']).toUpperCase() : '');
  switch (value.type) {
    case 'identifier':
      sources.push(`${nameOf(value)} ${alias} ${join}`);
      break;
    case 'member_expr':
      sources.push(`${nameOf(value['object'])}.${nameOf(value['property'])} ${alias} ${join}`);
      break;
    case 'alias':
      collectSources(value['expr'], sources, join, nameOf(value['alias']));
      break;
    case 'relation_expr':
      collectSources(value['expr'], sources, join, alias);
      break;
    case 'join_expr':
      collectSources(value['left'], sources, join);
      collectSources(value['right'], sources, joinOf(value['operator']));
      break;
    case 'list_expr':
      (value['items'] as unknown[]).forEach((item) => collectSources(item, sources, join));
      break;
    case 'paren_expr': {
      const inner = value['expr'];
      if (isNode(inner) && /join_expr|identifier|alias|list_expr|paren_expr/.test(inner.type))
        collectSources(inner, sources, join);
    }
  }
}

/** What the words around JOIN say; a comma joins as CROSS JOIN does. */
function joinOf(operator: unknown): string {
  if (operator === ',') return 'cross';
  const words = [operator].flat().map((word) => (isNode(word) ? String(word['name']).toLowerCase() : ''));
  return words.find((word) => /left|right|full|cross/.test(word)) ?? 'inner';
}

/** The same facts by the scanner. */
function scanned(text: string, dialect: Dialect): Facts {
  const script = scan(text, dialect);
  const commands: { at: number; text: string }[] = [];
  const sources: string[] = [];
  const stars: number[] = [];
  const visited = new Set<Command>();
  for (const command of commandsOf(script)) {
    if (visited.has(command) || !/^(?:select|insert|update|delete)$/.test(command.verb)) continue;
    visited.add(command);
    const clauses = command.clauses
      .filter(({ name }) => COMPARED.has(name) && (command.verb !== 'delete' || name !== 'from'))
      .map(({ name, keyword, last }) => placed(name, keyword.start, script.tokens[last - 1]?.end ?? 0));
    const keyword = clauseOf(command, 'select')?.keyword.start ?? script.tokens[command.first]?.start ?? 0;
    commands.push({ at: keyword, text: [command.verb, ...clauses.sort()].join(' ') });
    stars.push(...starsOf(script, command).map(({ token }) => token.start));
    if (command.verb === 'delete' || !clauseOf(command, 'from')) continue;
    for (const { kind, schema, name, alias, join } of sourcesOf(script, command)) {
      if (kind === 'table' && name)
        sources.push(`${schema ? `${schema}.` : ''}${name} ${alias ?? ''} ${join}`);
    }
  }
  return {
    commands: commands.sort((one, other) => one.at - other.at).map((command) => command.text),
    stars: stars.sort((one, other) => one - other),
    sources: sources.sort(),
  };
}

const lists = [
  '*',
  'u.*',
  'id, name',
  'u.id, u.name AS label',
  'COUNT(*) AS n',
  'DISTINCT id',
  "'*' AS star, id",
  '(SELECT MAX(x) FROM y) AS top, id',
  'a * b AS c',
  'CASE WHEN a = 1 THEN 2 ELSE 3 END AS d',
  'COALESCE(a, b)',
  'CAST(a AS INTEGER)',
];
const froms = [
  'users u',
  'users',
  '"Users" u',
  'shop.users AS u',
  'users u JOIN orders o ON o.user_id = u.id',
  'users u LEFT JOIN (SELECT * FROM orders) o ON o.user_id = u.id',
  'users, orders',
  '(SELECT * FROM users) u',
  'users u CROSS JOIN orders',
];
const wheres = [
  '',
  'WHERE id = 1',
  "WHERE name = 'it''s ORDER BY x'",
  'WHERE EXISTS (SELECT * FROM orders WHERE total > 3)',
  'WHERE id IN (SELECT user_id FROM orders ORDER BY id LIMIT 3)',
  'WHERE a BETWEEN 1 AND 2 AND (b OR c)',
  'WHERE a IS NOT NULL -- WHERE no\n',
  'WHERE a /* LIMIT 1 */ > 2',
];
const tails = [
  '',
  'GROUP BY id HAVING COUNT(*) > 1',
  'ORDER BY name DESC',
  'LIMIT 10',
  'ORDER BY a, b LIMIT 5 OFFSET 10',
  'GROUP BY a ORDER BY b LIMIT 1',
];

const others: readonly (readonly [string, 'postgresql' | 'mysql' | 'sqlite'])[] = [
  ...[
    'INSERT INTO users (id, name) VALUES (1, $1) RETURNING *',
    'INSERT INTO users SELECT * FROM staff WHERE id > 3',
    "INSERT INTO t (a) VALUES ('x') ON CONFLICT (a) DO UPDATE SET a = 'y' WHERE t.a = 'z' RETURNING id",
    'UPDATE users SET name = $1, age = age + 1 WHERE id = $2 RETURNING id, name',
    'UPDATE users SET name = 1 WHERE update = 3',
    'SELECT values, update, set, value, share FROM users',
    'UPDATE users SET name = o.name FROM orders o WHERE o.user_id = users.id',
    'DELETE FROM users WHERE id = 1 RETURNING *',
    'WITH a AS (SELECT * FROM t) SELECT * FROM a',
    'WITH RECURSIVE a (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a WHERE n < 5) SELECT n FROM a ORDER BY n',
    'WITH gone AS (DELETE FROM users WHERE id = 1 RETURNING *) SELECT * FROM gone',
    'SELECT * FROM a UNION SELECT * FROM b ORDER BY 1 LIMIT 3',
    '(SELECT id FROM a LIMIT 1) UNION ALL (SELECT id FROM b LIMIT 2)',
    'SELECT EXTRACT(YEAR FROM created_at) FROM users',
    'SELECT id FROM users WHERE a IS DISTINCT FROM b',
    'SELECT array_agg(name ORDER BY name) FROM users',
    'SELECT ROW_NUMBER() OVER (PARTITION BY a ORDER BY b) AS n FROM users',
    "SELECT data->>'from' AS source, data @> '{}' FROM users",
    'SELECT $$ SELECT * FROM nothing WHERE true $$ AS code FROM users',
    'SELECT id FROM users u INNER JOIN LATERAL (SELECT * FROM orders WHERE user_id = u.id LIMIT 1) o ON true',
    "SELECT E'it\\'s FROM' AS a FROM users",
    'SELECT a::text, b[1], ARRAY[1, 2] FROM users',
    'SELECT "order", "limit" FROM "where"',
    'SELECT u.order_id FROM users u WHERE u.limit_id = 3',
    'SELECT a FROM s.a AS x RIGHT OUTER JOIN b USING (id)',
    'SELECT a FROM a FULL JOIN b ON a.id = b.id, c AS d CROSS JOIN e',
    'SELECT a FROM a INNER JOIN b ON true LEFT JOIN c ON b.x = c.x JOIN d ON true',
    'SELECT a FROM (a LEFT JOIN b ON true) JOIN c ON true',
    'SELECT a FROM ((b JOIN c ON true)) LEFT JOIN a ON true',
    'SELECT a FROM generate_series(1, 2) AS g (n), users',
    'SELECT a FROM users AS u (id, name) WHERE id = 1',
    'SELECT a FROM (VALUES (1, 2)) v (a, b) JOIN users ON true',
    'SELECT a FROM (WITH b AS (SELECT * FROM c) SELECT * FROM b) d',
    'SELECT a FROM ((SELECT b FROM c)) d',
    'SELECT u.*, b * 2, (a) * 3, count(*) FROM s.u',
    'SELECT EXTRACT(DAY FROM a), count(*) FROM users',
    'SELECT DISTINCT * FROM users',
    'SELECT ALL u.* FROM users u',
    'SELECT DISTINCT ON (a, b) * FROM users ORDER BY a, b',
    'SELECT DISTINCT ON (a) u.*, 1 FROM users u',
    'SELECT a FROM users WHERE a IS NOT DISTINCT FROM b AND c IS DISTINCT FROM d',
    'SELECT a AS "from", b AS "where" FROM users',
    'SELECT u.where, u.limit, "u"."from" FROM users u',
    'SELECT a IS DISTINCT FROM b, c IS NOT DISTINCT FROM d FROM users',
    'SELECT DISTINCT FROM users',
    'SELECT a FROM users FOR NO KEY UPDATE',
    'SELECT a FROM users FOR KEY SHARE OF users NOWAIT',
    'SELECT a AS window, b AS for, c AS set FROM users',
    'SELECT a FROM users FETCH FIRST 3 ROWS ONLY',
    'SELECT a FROM users OFFSET 3 ROWS FETCH NEXT 5 ROWS ONLY',
    'SELECT a FROM users WHERE b = 1 FOR UPDATE',
    'SELECT a FROM users ORDER BY a FOR SHARE',
    'SELECT SUM(a) OVER w FROM users WINDOW w AS (PARTITION BY b ORDER BY c) ORDER BY a',
    'SELECT SUM(a) OVER (ORDER BY b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM users WHERE c',
    'SELECT string_agg(a, b ORDER BY c) FILTER (WHERE d) FROM users GROUP BY e HAVING true',
    'SELECT a FROM users LIMIT ALL',
    'SELECT a FROM b INTERSECT SELECT a FROM c EXCEPT SELECT a FROM d',
    'SELECT a FROM b UNION DISTINCT SELECT a FROM c WHERE d',
    'WITH a AS MATERIALIZED (SELECT * FROM b), c AS NOT MATERIALIZED (SELECT 1) SELECT * FROM a, c',
    'WITH a (b, c) AS (SELECT 1, 2) UPDATE d SET e = a.b FROM a WHERE d.id = a.c RETURNING d.*',
    'WITH a AS (SELECT 1 AS id) INSERT INTO b SELECT * FROM a RETURNING id',
    'WITH a AS (WITH b AS (SELECT * FROM c) SELECT * FROM b) SELECT * FROM a',
    'INSERT INTO a (b) SELECT c FROM d WHERE e ON CONFLICT (b) DO NOTHING RETURNING *',
    'INSERT INTO a DEFAULT VALUES RETURNING id',
    'INSERT INTO a VALUES (1, (SELECT b FROM c WHERE d))',
    'INSERT INTO a (b) VALUES (1) ON CONFLICT DO UPDATE SET b = (SELECT c FROM d WHERE e) RETURNING b',
    'UPDATE ONLY a SET b = (SELECT c FROM d LIMIT 1) WHERE e IN (SELECT f FROM g)',
    'UPDATE a AS x SET b = 1, (c, d) = (SELECT 1, 2) FROM e JOIN f ON true WHERE x.id = e.id',
    'CREATE VIEW a AS SELECT * FROM c',
    'CREATE VIEW a AS WITH b AS (SELECT * FROM c) SELECT * FROM b',
    "SELECT 'a;b', E'c\\\\', U&'d' FROM users; SELECT * FROM b",
    'SELECT a FROM b; UPDATE c SET d = 1; DELETE FROM e WHERE f',
    'SELECT a /* /* b */ FROM c */ FROM users -- FROM d',
    "SELECT a FROM users WHERE b = 'it''s' AND c = $1 AND d = $tag$ $$ FROM x $tag$",
    'SELECT 1.5e-3, .5, 0x1F, 1e5 FROM users',
    "SELECT a->>'b', a#>'{c}', a ?| b, a @> c, a::int[], b[1:2] FROM users",
    'SELECT a FROM users WHERE (a, b) IN ((1, 2), (3, 4)) AND c = ANY (SELECT d FROM e)',
    'SELECT CASE WHEN EXISTS (SELECT * FROM a) THEN (SELECT b FROM c ORDER BY d LIMIT 1) END FROM users',
    'SELECT a FROM users GROUP BY ROLLUP (a, b), GROUPING SETS ((a), (b))',
    'VALUES (1, 2), (3, 4)',
    'TABLE users',
  ].map((text) => [text, 'postgresql'] as const),
  ...[
    'SELECT `from`, "a FROM b" FROM `order` LIMIT 3',
    "SELECT 'it\\'s FROM x' FROM users # LIMIT 3\n",
    "INSERT INTO users SET name = 'x' ON DUPLICATE KEY UPDATE name = 'y'",
    'REPLACE INTO users (id) VALUES (1)',
    'INSERT INTO users (id) VALUE (1)',
    'DELETE FROM users ORDER BY id LIMIT 3',
    'UPDATE users SET a = 1 ORDER BY id LIMIT 1',
    'SELECT `a``b` FROM `users` AS `u` STRAIGHT_JOIN b ON true',
    "SELECT 'a\\\\' FROM users WHERE b = \"it's\"",
    'SELECT SQL_CALC_FOUND_ROWS * FROM users LIMIT 5',
    'SELECT a FROM users WHERE b REGEXP c -- d\n AND e',
    'INSERT IGNORE INTO a (b) VALUES (?) ON DUPLICATE KEY UPDATE b = VALUES(b)',
    'REPLACE INTO a SELECT * FROM b WHERE c',
    'DELETE FROM a WHERE b LIMIT 5',
    'SELECT a FROM users WHERE MATCH (b) AGAINST (c) GROUP BY d WITH ROLLUP',
  ].map((text) => [text, 'mysql'] as const),
  ...[
    'SELECT * FROM users WHERE id = ?1',
    'INSERT OR REPLACE INTO users (id) VALUES (:id)',
    'SELECT rowid, * FROM users LIMIT 5',
    'SELECT conflict, value FROM users',
    'SELECT "a", [b] FROM users',
    'UPDATE OR IGNORE a SET b = 1 WHERE c',
    "SELECT x'1F', 'a' || 'b' FROM users",
  ].map((text) => [text, 'sqlite'] as const),
];

describe('the scanner agrees with a full parser', () => {
  test('however the clauses are combined', () => {
    let compared = 0;
    const all = lists.flatMap((list, one) =>
      froms.flatMap((from, two) =>
        wheres.flatMap((where, three) =>
          // A third of them: any three parts still meet.
          tails.flatMap((tail, four) =>
            (one + two + three + four) % 3 === 0 ? `SELECT ${list} FROM ${from} ${where} ${tail}` : [],
          ),
        ),
      ),
    );
    for (const text of all) {
      const expected = parsed(text, 'postgresql');
      if (!expected) continue;
      compared++;
      expect(scanned(text, 'postgresql'), text).toEqual(expected);
    }
    expect(compared).toBeGreaterThan(all.length * 0.96);
  });

  test.each(others)('%s', (text, dialect) => {
    const expected = parsed(text, dialect);
    expect(expected, 'the parser must understand it').not.toBeNull();
    expect(scanned(text, dialect)).toEqual(expected);
  });

  // COLUMN, SET and the like are words of these commands themselves.
  test.each([
    'CREATE INDEX a ON b (c) WHERE d',
    'ALTER TABLE a ALTER b SET DEFAULT 1, ORDER BY c',
    'DROP TABLE a, b LIMIT 1',
    'SHOW COLUMNS FROM a WHERE b',
    'GRANT SELECT ON a TO b',
  ])('%s has no clauses', (text) => {
    expect([...commandsOf(scan(text))].map(({ clauses }) => clauses)).toEqual([[]]);
  });
});
