import type { ESLint, Linter } from 'eslint';
import type { LintFinding, QuickFix } from './protocol.ts';

const prefix = 'backend-patterns/';

/** ESLint's message in the page's terms: offsets instead of lines, fix and suggestions as one list. */
export function toFinding(message: Linter.LintMessage, text: string, plugin: ESLint.Plugin): LintFinding {
  const rule = message.ruleId?.startsWith(prefix)
    ? message.ruleId.slice(prefix.length)
    : (message.ruleId ?? undefined);
  const from = offsetAt(text, message.line, message.column);
  const end = offsetAt(text, message.endLine ?? message.line, message.endColumn ?? message.column + 1);
  const definition = rule === undefined ? undefined : plugin.rules?.[rule];
  return {
    rule,
    severity: message.severity === 2 ? 'error' : 'warning',
    message: message.message,
    line: message.line,
    column: message.column,
    from,
    to: Math.max(end, from),
    fixes: fixesOf(message),
    page: definition?.meta?.docs?.url,
  };
}

function fixesOf(message: Linter.LintMessage): readonly QuickFix[] {
  const change = (fix: { readonly range: readonly [number, number]; readonly text: string }) => ({
    from: fix.range[0],
    to: fix.range[1],
    insert: fix.text,
  });
  return [
    ...(message.fix ? [{ title: 'Fix', change: change(message.fix) }] : []),
    ...(message.suggestions ?? []).map(({ desc, fix }) => ({ title: desc, change: change(fix) })),
  ];
}

/** Lines and columns count from 1; what lies beyond the text ends at its end. */
function offsetAt(text: string, line: number, column: number): number {
  let start = 0;
  for (let current = 1; current < line; current += 1) {
    const next = text.indexOf('\n', start);
    if (next === -1) return text.length;
    start = next + 1;
  }
  return Math.min(start + column - 1, text.length);
}
