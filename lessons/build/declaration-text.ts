import ts from 'typescript';

/** What is kept of a declaration's documentation: all of it, its first paragraph, or nothing. */
export type Documentation = 'all' | 'summary' | 'none';

/** A declaration file without what nobody reads: indentation, and comments apart from documentation. */
export function shortened(file: ts.SourceFile, documentation: Documentation): string {
  let text = '';
  let at = 0;
  for (const { pos, end } of commentsOf(file)) {
    // A comment within a comment's own range was written with it.
    if (pos < at) continue;
    text += file.text.slice(at, pos) + shortenedComment(file.text.slice(pos, end), documentation);
    at = end;
  }
  return (text + file.text.slice(at)).replace(/[ \t]+$/gm, '').replace(/\n\s+/g, '\n');
}

function commentsOf(file: ts.SourceFile): readonly ts.CommentRange[] {
  const found = new Map<number, ts.CommentRange>();
  const visit = (node: ts.Node) => {
    for (const range of ts.getLeadingCommentRanges(file.text, node.pos) ?? []) found.set(range.pos, range);
    for (const range of ts.getTrailingCommentRanges(file.text, node.end) ?? []) found.set(range.pos, range);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...found.values()].sort((a, b) => a.pos - b.pos);
}

function shortenedComment(comment: string, documentation: Documentation): string {
  // References to other files and libraries are written as comments.
  if (comment.startsWith('///')) return comment;
  if (!comment.startsWith('/**') || documentation === 'none') return '';
  return documentation === 'all' ? comment : summary(comment);
}

function summary(comment: string): string {
  const lines = comment
    .slice(3, -2)
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd());
  const first = lines.findIndex((line) => line !== '');
  const after = lines.findIndex((line, index) => index > first && line === '');
  const end = lines.findIndex((line) => /^(?:@|```)/.test(line));
  const ends = [after, end].filter((index) => index !== -1);
  const paragraph = first === -1 ? [] : lines.slice(first, ends.length === 0 ? undefined : Math.min(...ends));
  const kept = [...paragraph, ...lines.filter((line) => line.startsWith('@deprecated'))];
  return kept.length === 0 ? '' : `/** ${kept.join('\n')} */`;
}
