/** A statement without the indentation it had in its file: all lines move left together. */
export function withoutIndent(sql: string): string {
  const [first = '', ...rest] = sql.replace(/^\s*\n|\s+$/g, '').split('\n');
  const indents = rest
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const common = indents.length > 0 ? Math.min(...indents) : 0;
  return [first.trimStart(), ...rest.map((line) => line.slice(common))].join('\n');
}
