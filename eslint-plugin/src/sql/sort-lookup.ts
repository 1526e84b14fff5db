import type { TSESLint } from '@typescript-eslint/utils';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { columnsOf } from './selected-columns.ts';
import type { PlacedHole } from './placed-holes.ts';
import type { Query } from './queries.ts';
import { isSymbolAt } from './token-at.ts';

/** Columns that no list should be sorted by, because the order gives their values away. */
const SECRET = /pass|secret|token|hash|salt|otp|pin$/i;

/** Turns `${sortBy}` into a lookup in a map of the columns that the statement selects. */
export function sortLookup(
  sourceCode: SourceCode,
  query: Query,
  placed: PlacedHole,
): TSESLint.ReportFixFunction | null {
  const { hole, command } = placed;
  const key = unwrap(hole.node);
  if (key.type !== 'Identifier' && key.type !== 'MemberExpression') return null;
  if (placed.token.kind !== 'hole') return null;
  const isQualified = isSymbolAt(query.script, placed.index - 1, '.');
  const columns = columnsOf(query.script, command)
    .filter(({ name }) => !SECRET.test(name))
    .map(({ name, expression }) => [name, isQualified ? name : expression] as const);
  const known = new Map(columns);
  const [fallback = 'id'] = known.values();
  const entries = known.size > 0 ? [...known] : [[fallback, fallback] as const];
  const statement = enclosingStatement(hole.node);
  const map = `new Map([${entries.map(([name, column]) => `['${name}', ${quote(column)}]`).join(', ')}])`;
  const use = (lookup: string): string => `${lookup}.get(${sourceCode.getText(key)}) ?? ${quote(fallback)}`;
  if (!statement) return (fixer) => fixer.replaceText(hole.node, inPlace(hole.node, use(map)));
  const name = freeName(sourceCode, statement, 'sortColumns');
  const line = sourceCode.getText(statement, statement.loc.start.column);
  const indent = line.slice(0, line.search(/[^ \t]/));
  return (fixer) => [
    fixer.insertTextBefore(statement, `const ${name} = ${map};\n${indent}`),
    fixer.replaceText(hole.node, inPlace(hole.node, use(name))),
  ];
}

/** Turns `${sortOrder}` into a choice of two words. */
export function directionLookup(
  sourceCode: SourceCode,
  placed: PlacedHole,
): TSESLint.ReportFixFunction | null {
  const { node } = placed.hole;
  const key = unwrap(node);
  if (key.type !== 'Identifier' && key.type !== 'MemberExpression') return null;
  const choice = `String(${sourceCode.getText(key)}).toLowerCase() === 'desc' ? 'DESC' : 'ASC'`;
  return (fixer) => fixer.replaceText(node, inPlace(node, choice));
}

/** In a template an expression stands alone; anywhere else it needs brackets. */
function inPlace(node: Node, code: string): string {
  return node.parent?.type === 'TemplateLiteral' ? code : `(${code})`;
}

function quote(text: string): string {
  return text.includes("'") ? JSON.stringify(text) : `'${text}'`;
}

/** The statement of a block that a node is in; null in the short body of an arrow function. */
function enclosingStatement(node: Node): Node | null {
  for (let current: Node | undefined = node; current; current = current.parent) {
    const parent: Node | undefined = current.parent;
    if (parent?.type === 'BlockStatement' || parent?.type === 'Program')
      return current.type.startsWith('Export') ? null : current;
    if (parent?.type === 'ArrowFunctionExpression' && parent.body === current) return null;
    if (parent?.type === 'PropertyDefinition' || parent?.type === 'SwitchCase') return null;
  }
  return null;
}

function freeName(sourceCode: SourceCode, node: Node, wanted: string): string {
  const taken = (name: string): boolean => {
    let scope: TSESLint.Scope.Scope | null = sourceCode.getScope?.(node) ?? null;
    for (; scope; scope = scope.upper) {
      if (scope.set.has(name) || scope.through.some(({ identifier }) => identifier.name === name))
        return true;
    }
    return false;
  };
  let name = wanted;
  for (let count = 2; taken(name); count++) name = `${wanted}${count}`;
  return name;
}
