import type { Range } from '../ast/node.ts';
import type { Script } from '../sql/statement.ts';

/** A comment of a file of SQL, and what it says without its marks. */
export interface Comment {
  readonly type: 'Comment';
  readonly text: string;
  readonly range: Range;
}

/** A comment that turns rules off or on, as ESLint wants to have it. */
export interface DisableDirective {
  readonly type: 'disable' | 'enable' | 'disable-line' | 'disable-next-line';
  readonly node: Comment;
  readonly value: string;
  readonly justification: string;
}

/** The comments of a script: they stand between tokens, where else is only space. */
export function commentsOf({ text, tokens }: Script): Comment[] {
  const comments: Comment[] = [];
  let from = 0;
  const readGap = (to: number): void => {
    for (const match of text.slice(from, to).matchAll(/(?:--|#)([^\n]*)|\/\*([\s\S]*?)(?:\*\/|$)/g)) {
      const start = from + match.index;
      comments.push({
        type: 'Comment',
        text: match[1] ?? match[2] ?? '',
        range: [start, start + match[0].trimEnd().length],
      });
    }
  };
  for (const token of tokens) {
    readGap(token.start);
    from = token.end;
  }
  readGap(text.length);
  return comments;
}

const DIRECTIVE = /^\s*eslint-(disable-next-line|disable-line|disable|enable)(?:\s+|$)([\s\S]*)$/;

/** `-- eslint-disable-next-line backend-patterns/require-limit -- the table is small`. */
export function directivesOf(comments: readonly Comment[]): DisableDirective[] {
  return comments.flatMap((node) => {
    const match = DIRECTIVE.exec(node.text);
    if (!match) return [];
    const [value = '', ...justification] = (match[2] ?? '').split(/\s-{2,}\s/);
    return {
      type: match[1] as DisableDirective['type'],
      node,
      value: value.trim(),
      justification: justification.join(' -- ').trim(),
    };
  });
}
