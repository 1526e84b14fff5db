import { HOLE } from './tokens.ts';
import { clauseOf, type Command, type Script } from './statement.ts';
import { isName, isSymbolAt, tokenAt, wordAt } from './token-at.ts';

/**
 * Whether text is a statement by its structure: the verb and what must follow it. `SELECT … FROM …`,
 * `INSERT INTO …`, `UPDATE … SET …`. "Select a file" is not.
 */
export function isStatement(script: Script): boolean {
  return script.statements.some(({ commands }) => commands.some((command) => isCommand(script, command)));
}

function isCommand(script: Script, command: Command): boolean {
  const word = (index: number): string => wordAt(script, command.first + index);
  switch (command.verb) {
    case 'select':
      return isSelect(script, command);
    case 'values':
      return isSymbolAt(script, command.first + 1, '(');
    case 'insert': {
      const into = clauseOf(command, 'into');
      return (
        into !== undefined &&
        isSource(script, into.first) &&
        into.keyword.start <= tokenAt(script, command.first + 3).start
      );
    }
    case 'update':
      return (
        isSource(script, command.first + 1) &&
        // `UPDATE users ${set} WHERE …`
        (clauseOf(command, 'set') !== undefined || tokenAt(script, command.first + 2).kind === 'hole') &&
        script.text.includes('=')
      );
    case 'delete':
      return word(1) === 'FROM' && isSource(script, command.first + 2);
    case 'merge':
      return word(1) === 'INTO';
    case 'create':
      return (
        /^(?:TABLE|UNIQUE|INDEX|VIEW|MATERIALIZED|TEMP|TEMPORARY|SCHEMA|EXTENSION|TYPE|FUNCTION|TRIGGER|SEQUENCE|DATABASE|ROLE|USER|POLICY|OR|UNLOGGED|VIRTUAL|DOMAIN)$/.test(
          word(1),
        ) && isSource(script, command.first + 2)
      );
    case 'alter':
      return (
        /^(?:TABLE|INDEX|TYPE|SEQUENCE|DATABASE|ROLE|USER|SCHEMA|VIEW|POLICY|FUNCTION)$/.test(word(1)) &&
        isSource(script, command.first + 2)
      );
    case 'drop':
      return (
        /^(?:TABLE|INDEX|VIEW|TYPE|SEQUENCE|DATABASE|SCHEMA|TRIGGER|FUNCTION|ROLE|USER|MATERIALIZED|POLICY|EXTENSION)$/.test(
          word(1),
        ) && isSource(script, command.first + 2)
      );
    case 'other':
      return (
        (word(0) === 'TRUNCATE' && isSource(script, command.first + 1)) ||
        word(0) === 'PRAGMA' ||
        word(0) === 'SHOW'
      );
    case 'fragment':
      return false;
  }
}

/** A SELECT with a FROM, or one whose list can only be SQL. */
function isSelect(script: Script, command: Command): boolean {
  const from = clauseOf(command, 'from');
  const list = clauseOf(command, 'select');
  if (!list || list.first >= list.last) return false;
  if (from && from.first < from.last) return true;
  const { kind } = tokenAt(script, list.first);
  return (
    kind === 'number' || kind === 'parameter' || kind === 'string' || isSymbolAt(script, list.first + 1, '(')
  );
}

/**
 * Whether text is SQL beyond doubt although nothing known receives it: a whole statement with its keywords in
 * one case, and signs that prose does not have.
 */
export function isUnmistakable(script: Script): boolean {
  if (!isStatement(script)) return false;
  const command = script.statements[0]?.commands[0];
  if (!command) return false;
  const { start, end } = tokenAt(script, command.first);
  const verb = script.text.slice(start, end);
  if (verb === verb.toUpperCase()) return hasSqlSign(script, command);
  return verb === verb.toLowerCase() && hasSqlSign(script, command) && /[*=$?(]/.test(script.text);
}

function hasSqlSign(script: Script, command: Command): boolean {
  switch (command.verb) {
    case 'select': {
      const from = clauseOf(command, 'from');
      const list = clauseOf(command, 'select');
      if (!from || !list) return false;
      const keyword = script.text.slice(from.keyword.start, from.keyword.end);
      const verb = script.text.slice(list.keyword.start, list.keyword.end);
      return (
        (keyword === keyword.toUpperCase()) === (verb === verb.toUpperCase()) && isSource(script, from.first)
      );
    }
    case 'insert':
      return /[(=]/.test(script.text) || command.children.length > 0;
    case 'update':
    case 'delete':
      return true;
    case 'create':
    case 'alter':
    case 'drop':
      return script.tokens.length > 3;
    default:
      return false;
  }
}

/** Whether a table or a query may begin at an index. */
function isSource(script: Script, index: number): boolean {
  const token = tokenAt(script, index);
  return isName(token) || token.kind === 'hole' || token.sign === '(' || token.sign === '[';
}

/** Whether a text is worth scanning: cheap, and never wrong the other way. */
export function mayBeSql(text: string): boolean {
  return (
    /^[\s(;]*(?:--[^\n]*\n\s*|\/\*[\s\S]*?\*\/\s*)*(?:select|insert|replace|update|delete|with|merge|create|alter|drop|truncate|explain|values|pragma|show|describe|begin|do|call|set|comment|grant|revoke|declare|listen|notify|copy|use|lock|refresh|attach|exec|execute)\b/i.test(
      text,
    ) || text.trimStart().startsWith(HOLE)
  );
}
