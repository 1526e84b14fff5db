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
  /** For each SELECT, INSERT, UPDATE and DELETE in the order of its first character: its verb and clauses. */
  readonly commands: readonly string[];
  readonly stars: number;
  readonly tables: readonly string[];
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

/** The facts by the parser, which knows the whole grammar. */
function parsed(text: string, dialect: 'postgresql' | 'mysql' | 'sqlite'): Facts | null {
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
  const tables: string[] = [];
  let stars = 0;
  const visit = (node: CstNode, parent: CstNode | null, owner: CstNode | null): void => {
    const verb = VERBS[node.type];
    // A pair of brackets around a SELECT is a statement of its own to the parser, without a list.
    if (verb && (verb !== 'select' || children(node).some(({ type }) => type === 'select_clause'))) {
      const clauses = children(node).flatMap((child) => CLAUSES[child.type] ?? []);
      // In DELETE FROM the parser has no FROM clause, the scanner does: it is left out on both sides.
      const own = children(node).find((child) => child.type === `${verb}_clause`);
      commands.push({
        at: own?.range?.[0] ?? node.range?.[0] ?? 0,
        text: [verb, ...clauses.filter((name) => verb !== 'delete' || name !== 'from').sort()].join(' '),
      });
    }
    const isResult = (candidate: CstNode | null): boolean =>
      candidate?.type === 'select_clause' || candidate?.type === 'returning_clause';
    const isListed = isResult(parent) || (parent?.type === 'list_expr' && isResult(owner));
    if (node.type === 'all_columns' && isListed) stars++;
    if (
      node.type === 'member_expr' &&
      isNode(node['property']) &&
      node['property'].type === 'all_columns' &&
      isListed
    )
      stars++;
    if (node.type === 'from_clause') collectTables(node['expr'], tables);
    children(node).forEach((child) => visit(child, node, parent));
  };
  visit(program, null, null);
  return {
    commands: commands.sort((one, other) => one.at - other.at).map((command) => command.text),
    stars,
    tables: tables.sort(),
  };
}

function collectTables(value: unknown, tables: string[]): void {
  if (!isNode(value)) return;
  if (value.type === 'identifier') tables.push(String(value['name']).toUpperCase());
  else if (value.type === 'member_expr') collectTables(value['property'], tables);
  else if (value.type === 'alias' || value.type === 'relation_expr') collectTables(value['expr'], tables);
  else if (value.type === 'join_expr') {
    collectTables(value['left'], tables);
    collectTables(value['right'], tables);
  } else if (value.type === 'list_expr')
    (value['items'] as unknown[]).forEach((item) => collectTables(item, tables));
  else if (
    value.type === 'paren_expr' &&
    isNode(value['expr']) &&
    /join_expr|identifier|alias|list_expr/.test(value['expr'].type)
  )
    collectTables(value['expr'], tables);
}

/** The same facts by the scanner. */
function scanned(text: string, dialect: Dialect): Facts {
  const script = scan(text, dialect);
  const commands: { at: number; text: string }[] = [];
  const tables: string[] = [];
  let stars = 0;
  const visited = new Set<Command>();
  for (const command of commandsOf(script)) {
    if (visited.has(command) || !/^(?:select|insert|update|delete)$/.test(command.verb)) continue;
    visited.add(command);
    const names = [...new Set(command.clauses.map(({ name }) => name))].filter(
      (name) => COMPARED.has(name) && (command.verb !== 'delete' || name !== 'from'),
    );
    const keyword = clauseOf(command, 'select')?.keyword.start ?? script.tokens[command.first]?.start ?? 0;
    commands.push({ at: keyword, text: [command.verb, ...names.sort()].join(' ') });
    stars += starsOf(script, command).length;
    if (command.verb !== 'delete' && clauseOf(command, 'from')) {
      tables.push(
        ...sourcesOf(script, command).flatMap(({ kind, name }) => (kind === 'table' && name ? [name] : [])),
      );
    }
  }
  return {
    commands: commands.sort((one, other) => one.at - other.at).map((command) => command.text),
    stars,
    tables: tables.sort(),
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
  ].map((text) => [text, 'postgresql'] as const),
  ...[
    'SELECT `from`, "a FROM b" FROM `order` LIMIT 3',
    "SELECT 'it\\'s FROM x' FROM users # LIMIT 3\n",
    "INSERT INTO users SET name = 'x' ON DUPLICATE KEY UPDATE name = 'y'",
    'REPLACE INTO users (id) VALUES (1)',
    'DELETE FROM users ORDER BY id LIMIT 3',
    'UPDATE users SET a = 1 ORDER BY id LIMIT 1',
  ].map((text) => [text, 'mysql'] as const),
  ...[
    'SELECT * FROM users WHERE id = ?1',
    'INSERT OR REPLACE INTO users (id) VALUES (:id)',
    'SELECT rowid, * FROM users LIMIT 5',
    'SELECT "a", [b] FROM users',
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
});
