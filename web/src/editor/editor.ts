import { isolateHistory } from '@codemirror/commands';
import { setDiagnostics } from '@codemirror/lint';
import { Annotation, EditorSelection, type EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { SourcePosition } from '../../../lessons/runtime/playground.ts';
import type { Session } from '../session/session.ts';
import type { SessionState } from '../session/state.ts';
import { showLenses } from './lens.ts';
import { keptDiagnostics, typeErrorDiagnostic } from './diagnostics.ts';
import { toDiagnostic } from './quick-fix.ts';
import { createEditorState, later } from './setup.ts';
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

  const showFindings = ({ findings, typeCheck, files }: SessionState) => {
    const text = files[path];
    // Of an older text: the positions would be wrong, and newer ones are on their way.
    const found = findings[path]?.text === text ? findings[path]?.findings : undefined;
    const typeErrors = typeCheck?.files[path] === text ? typeCheck?.errors[path] : undefined;
    if (!found && !typeErrors) return;
    const { effects = [] } = setDiagnostics(view.state, [
      ...(found?.map(toDiagnostic) ?? keptDiagnostics(view.state, 'linter')),
      ...(typeErrors?.map(typeErrorDiagnostic) ?? keptDiagnostics(view.state, 'types')),
    ]);
    view.dispatch({ effects: [effects, found ? showLenses.of(found) : []].flat() });
  };

  let extrasOf: ((session: Session, path: string) => Extension) | undefined;
  const showExtras = () => {
    if (extrasOf) view.dispatch({ effects: later.reconfigure(extrasOf(session, path)) });
  };

  const unsubscribe = store.subscribe((now, before) => {
    if (now.openPath !== before.openPath) {
      states.set(path, view.state);
      path = now.openPath;
      view.setState(stateOf(path, now));
      showExtras();
      showFindings(now);
    } else if (now.files !== before.files) {
      const changes = changeBetween(view.state.doc.toString(), now.files[path] ?? '');
      if (changes) view.dispatch({ changes, annotations: bySession });
    }
    if (now.findings !== before.findings || now.typeCheck !== before.typeCheck) showFindings(now);
    if (now.jump && now.jump !== before.jump) reveal(view, now.jump.position);
  });

  showFindings(store.getState());
  let isMounted = true;
  import('./extras.ts').then(
    ({ extras }) => {
      extrasOf = extras;
      if (isMounted) showExtras();
    },
    // The editor edits without them.
    () => undefined,
  );
  const sight = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    sight.disconnect();
    session.types.want();
  });
  sight.observe(parent);

  return () => {
    isMounted = false;
    sight.disconnect();
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
