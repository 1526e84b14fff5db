import type { EditorView } from '@codemirror/view';
import { forEachDiagnostic, nextDiagnostic, type Diagnostic } from '@codemirror/lint';
import type { LintFinding, TextChange } from '../language/protocol.ts';
import { announce } from '../shell/announce.ts';

/** Makes a change that the linter offers, as one step of the editor's history. */
export function applyChange(view: EditorView, { from, to, insert }: TextChange): void {
  view.dispatch({ changes: { from, to, insert }, userEvent: 'input.fix', scrollIntoView: true });
  view.focus();
  announce('The fix is applied.');
}

/** A finding as CodeMirror wants it. */
export function toDiagnostic(finding: LintFinding): Diagnostic {
  return {
    from: finding.from,
    to: finding.to,
    severity: finding.severity,
    source: finding.rule ?? 'parser',
    message: finding.message,
    actions: finding.fixes.map((fix) => ({
      name: fix.title,
      apply: (view) => applyChange(view, fix.change),
    })),
  };
}

/** Goes to the next finding and says it: the selection alone tells a screen reader nothing. */
export function goToNextFinding(view: EditorView): boolean {
  if (!nextDiagnostic(view)) {
    announce('No findings in this file.');
    return true;
  }
  const diagnostic = diagnosticAt(view);
  if (diagnostic) announce(`${diagnostic.message} ${diagnostic.source ?? ''}`);
  return true;
}

/** Applies the first fix of the finding at the cursor. */
export function applyFirstFix(view: EditorView): boolean {
  const [action] = diagnosticAt(view)?.actions ?? [];
  const { from, to } = view.state.selection.main;
  if (action) action.apply(view, from, to);
  else announce('There is no quick fix here.');
  return true;
}

function diagnosticAt(view: EditorView): Diagnostic | undefined {
  const { from, to } = view.state.selection.main;
  const line = view.state.doc.lineAt(from);
  let onLine: Diagnostic | undefined;
  let exact: Diagnostic | undefined;
  forEachDiagnostic(view.state, (diagnostic, start, end) => {
    if (start <= to && end >= from) exact ??= diagnostic;
    if (start >= line.from && start <= line.to) onLine ??= diagnostic;
  });
  return exact ?? onLine;
}
