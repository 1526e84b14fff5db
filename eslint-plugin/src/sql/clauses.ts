import type { ClauseName, Command } from './statement.ts';

/** A clause that begins somewhere, and how many words its name has. */
export interface FoundClause {
  readonly name: ClauseName;
  readonly length: number;
}

/** The clause that a word begins, where a command has one of that name there. */
export function clauseAt(
  command: Command,
  index: number,
  current: ClauseName | null,
  wordAt: (index: number) => string | null,
): FoundClause | null {
  const word = wordAt(index);
  const next = wordAt(index + 1);
  const { verb } = command;
  if (verb === 'create' || verb === 'alter' || verb === 'drop' || verb === 'other') return null;
  switch (word) {
    case 'SELECT':
      return { name: 'select', length: 1 };
    case 'INTO':
      return { name: 'into', length: 1 };
    case 'FROM':
      if (wordAt(index - 1) === 'DISTINCT' && current !== 'select') return null;
      if (wordAt(index - 1) === 'DISTINCT' && (wordAt(index - 2) === 'IS' || wordAt(index - 2) === 'NOT'))
        return null;
      return { name: 'from', length: 1 };
    case 'WHERE':
      // In an INSERT it belongs to ON CONFLICT, and chooses which rows to update.
      return verb === 'insert' ? null : { name: 'where', length: 1 };
    case 'GROUP':
      return next === 'BY' ? { name: 'group by', length: 2 } : null;
    case 'HAVING':
      return { name: 'having', length: 1 };
    case 'WINDOW':
      return wordAt(index + 2) === 'AS' ? { name: 'window', length: 1 } : null;
    case 'ORDER':
      return next === 'BY' ? { name: 'order by', length: 2 } : null;
    case 'LIMIT':
      return { name: 'limit', length: 1 };
    case 'OFFSET':
      return { name: 'offset', length: 1 };
    case 'FETCH':
      return next === 'FIRST' || next === 'NEXT' ? { name: 'fetch', length: 2 } : null;
    case 'FOR':
      return next === 'UPDATE' || next === 'SHARE' || next === 'NO' || next === 'KEY'
        ? { name: 'for', length: 1 }
        : null;
    case 'VALUES':
    case 'VALUE':
      return (current === 'into' || verb === 'values') &&
        !command.clauses.some(({ name }) => name === 'values')
        ? { name: 'values', length: 1 }
        : null;
    case 'UPDATE':
      return verb === 'update' && index === command.first ? { name: 'update', length: 1 } : null;
    case 'SET':
      return current === 'update' || current === 'into' || current === 'on conflict' || verb === 'fragment'
        ? { name: 'set', length: 1 }
        : null;
    case 'USING':
      return verb === 'delete' || verb === 'merge' ? { name: 'using', length: 1 } : null;
    case 'ON':
      if (next === 'CONFLICT') return { name: 'on conflict', length: 2 };
      return next === 'DUPLICATE'
        ? { name: 'on conflict', length: wordAt(index + 3) === 'UPDATE' ? 4 : 2 }
        : null;
    case 'RETURNING':
      return { name: 'returning', length: 1 };
    default:
      return null;
  }
}
