import { forEachDiagnostic, type Diagnostic } from '@codemirror/lint';
import type { EditorState } from '@codemirror/state';
import type { TypeError } from '../language/types/protocol.ts';

const typeErrorClass = 'type-error';

/** A type error as CodeMirror wants it. */
export function typeErrorDiagnostic({ code, message, from, to }: TypeError): Diagnostic {
  return { from, to, severity: 'error', source: `TS${code}`, message, markClass: typeErrorClass };
}

/** What the linter or TypeScript said of an older text, where it is by now. */
export function keptDiagnostics(state: EditorState, of: 'linter' | 'types'): readonly Diagnostic[] {
  const kept: Diagnostic[] = [];
  forEachDiagnostic(state, (diagnostic, from, to) => {
    if ((diagnostic.markClass === typeErrorClass) === (of === 'types'))
      kept.push({ ...diagnostic, from, to });
  });
  return kept;
}
