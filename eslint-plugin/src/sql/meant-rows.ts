import { enclosingFunction, isInside } from '../ast/control-flow.ts';
import type { FunctionNode, Node, SourceCode } from '../ast/node.ts';
import { targetsOf } from './facts.ts';
import { type Query, queriesOf } from './queries.ts';
import { clauseOf, type Command, commandsOf, itemsOf, type Script } from './statement.ts';
import { tokenAt } from './token-at.ts';

/** An UPDATE or DELETE that changes every row of a table. */
export interface WholeChange {
  readonly query: Query;
  readonly command: Command;
  /** In lower case, without its schema. */
  readonly table: string;
}

/** Whether the code around a change shows that all rows of the table are meant. */
export function isMeant(
  sourceCode: SourceCode,
  change: WholeChange,
  changes: readonly WholeChange[],
): boolean {
  return (
    hasOneRow(change) ||
    isTemporary(sourceCode, change.table) ||
    isOneOfSeveral(change, changes) ||
    isFollowed(sourceCode, change)
  );
}

const ONE_ROW = /(?:^|_)(?:settings?|configs?|configurations?)$/;
const OF_EACH =
  /^(?:users?|accounts?|tenants?|customers?|members?|profiles?|compan(?:y|ies)|org\w*|teams?|guilds?|channels?|clients?|students?|workspaces?|projects?|stores?|shops?)_/;

/** `UPDATE app_config SET theme = $1`: a table of one row, unless it is one of keys and values. */
function hasOneRow({ query: { script }, command, table }: WholeChange): boolean {
  return (
    ONE_ROW.test(table) &&
    !OF_EACH.test(table) &&
    !setColumns(script, command).some((name) => name === 'value')
  );
}

function isTemporary({ text }: SourceCode, table: string): boolean {
  return (
    /^_?(?:te?mp)_|_(?:te?mp)$/.test(table) ||
    new RegExp(`\\bcreate\\s+temp(?:orary)?\\s+table\\s+(?:if\\s+not\\s+exists\\s+)?"?${table}\\b`, 'i').test(
      text,
    )
  );
}

/** `DELETE FROM items; DELETE FROM orders`: nobody forgets the same twice in a row. */
function isOneOfSeveral({ query, command, table }: WholeChange, changes: readonly WholeChange[]): boolean {
  if (command.verb !== 'delete') return false;
  return changes.some(
    (other) =>
      other.command.verb === 'delete' &&
      other.table !== table &&
      (query.runner
        ? other.query.runner !== null && blockAround(query.runner) === blockAround(other.query.runner)
        : other.query.script === query.script),
  );
}

function blockAround(node: Node): Node | undefined {
  let block = node.parent;
  while (block && block.type !== 'BlockStatement' && block.type !== 'Program') block = block.parent;
  return block;
}

/**
 * Whether the same function fills the table that it clears, or sets one row of a column that it has taken back from
 * all, and is handed nothing that names whose rows they are.
 */
function isFollowed(sourceCode: SourceCode, { query, command, table }: WholeChange): boolean {
  const fn = query.runner && enclosingFunction(query.runner);
  if (!fn || hasOwner(sourceCode, fn)) return false;
  const set = setColumns(query.script, command);
  return queriesOf(sourceCode).some(({ runner, script }) => {
    if (!runner || !isInside(runner, fn)) return false;
    if (runner === query.runner && script.statements.length < 2) return false;
    return [...commandsOf(script)].some((next) => {
      if (targetsOf(script, next)[0]?.name?.toLowerCase() !== table) return false;
      if (command.verb === 'delete') return next.verb === 'insert';
      if (next.verb !== 'update' || !clauseOf(next, 'where')) return false;
      const names = setColumns(script, next);
      return set.every((name) => names.includes(name) || /_at$/.test(name));
    });
  });
}

/** What a function takes from its caller or from a request to find the rows of somebody or something. */
const NAMES_OWNER =
  /\.params\b|\.user\b|\{[^{}]*\b(?:id|\w+(?:Id|_id))\b[^{}]*\}\s*=\s*(?:await\s+)?(?:req|request|ctx|body|data|dto|input|payload)\b/;

function hasOwner(sourceCode: SourceCode, fn: FunctionNode): boolean {
  return (
    NAMES_OWNER.test(sourceCode.getText(fn.body)) ||
    fn.params.some((parameter) => /\b(?:id|\w+(?:Id|ID|_id))\b/.test(sourceCode.getText(parameter)))
  );
}

function setColumns(script: Script, command: Command): string[] {
  const set = clauseOf(command, 'set');
  return set ? itemsOf(script, set).map(({ first }) => tokenAt(script, first).text.toLowerCase()) : [];
}
