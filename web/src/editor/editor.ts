import { isolateHistory } from '@codemirror/commands';
import { setDiagnostics } from '@codemirror/lint';
import { Annotation, EditorSelection, type EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { SourcePosition } from '../../../lessons/runtime/playground.ts';
import type { Session } from '../session/session.ts';
import type { SessionState } from '../session/state.ts';
import { showLenses } from './lens.ts';
import { toDiagnostic } from './quick-fix.ts';
import { createEditorState } from './setup.ts';
import { changeBetween } from './text-change.ts';

/** Marks a change that comes from the session, not from the learner's hands. */
const fromSession = Annotation.define<true>();
/** Such a change is one step of the undo history, whatever came just before. */
const bySession = [fromSession.of(true), isolateHistory.of('full')];

/** What the editor keeps between two views of a session: for each file its undo history and selection. */
const statesOfSessions = new WeakMap<Session, Map<string, EditorState>>();

/** Shows the session's open file in `parent` and keeps both in step. Returns the function that ends it. */
export function mountEditor(session: Session, parent: HTMLElement): () => void {
  const { store } = session;
  const states = statesOfSessions.get(session) ?? new Map<string, EditorState>();
  statesOfSessions.set(session, states);
  let path = store.getState().openPath;

  const tellSession = (name: string) =>
    EditorView.updateListener.of((update) => {
      if (!update.docChanged) return;
      if (update.transactions.some((transaction) => transaction.annotation(fromSession))) return;
      session.edit(name, update.state.doc.toString());
    });

  const stateOf = (name: string, { files, project }: SessionState): EditorState => {
    const text = files[name] ?? '';
    const kept = states.get(name);
    if (!kept) {
      const isEditable = !project.locked.includes(name);
      return createEditorState({ path: name, text, isEditable }, tellSession(name));
    }
    const changes = changeBetween(kept.doc.toString(), text);
    return changes ? kept.update({ changes, annotations: bySession }).state : kept;
  };

  const view = new EditorView({ state: stateOf(path, store.getState()), parent });

  const showFindings = ({ findings, files }: SessionState) => {
    const found = findings[path];
    // Of an older text: the positions would be wrong, and newer findings are on their way.
    if (!found || found.text !== files[path]) return;
    const { effects } = setDiagnostics(view.state, found.findings.map(toDiagnostic));
    view.dispatch({
      effects: [...(Array.isArray(effects) ? effects : [effects]), showLenses.of(found.findings)],
    });
  };

  const unsubscribe = store.subscribe((now, before) => {
    if (now.openPath !== before.openPath) {
      states.set(path, view.state);
      path = now.openPath;
      view.setState(stateOf(path, now));
      showFindings(now);
    } else if (now.files !== before.files) {
      const changes = changeBetween(view.state.doc.toString(), now.files[path] ?? '');
      if (changes) view.dispatch({ changes, annotations: bySession });
    }
    if (now.findings !== before.findings) showFindings(now);
    if (now.jump && now.jump !== before.jump) reveal(view, now.jump.position);
  });

  showFindings(store.getState());

  return () => {
    states.set(path, view.state);
    unsubscribe();
    view.destroy();
  };
}

function reveal(view: EditorView, { line, column }: SourcePosition): void {
  const { doc } = view.state;
  const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const anchor = Math.min(from + Math.max(column - 1, 0), to);
  view.dispatch({
    selection: EditorSelection.cursor(anchor),
    effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
  });
  view.focus();
}
