import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LessonModule } from 'virtual:catalogue';
import type { Playground, SourceFiles, SourcePosition } from '../../../lessons/runtime/playground.ts';
import { createFindings } from '../language/findings.ts';
import type { RequestDraft } from '../request/draft.ts';
import { announce } from '../shell/announce.ts';
import { createRunning, type Running } from './running.ts';
import { changedFiles, readWork, writeWork } from './saved-work.ts';
import { initialState, type SessionState } from './state.ts';

/** A lesson being worked on: its state, and everything one can do with it. */
export interface Session {
  readonly store: StoreApi<SessionState>;
  readonly hasAttack: boolean;
  open(path: string): void;
  edit(path: string, text: string): void;
  /** Puts these texts in place of the learner's, in a way that `restore` takes back. */
  replace(by: 'reset' | 'solution', files: SourceFiles): void;
  restore(): void;
  jumpTo(position: SourcePosition): void;
  draft(change: Partial<RequestDraft>): void;
  showExchange(id: number): void;
  showStatement(id: number): void;
  showHint(): void;
  /** Everything that needs the playground; resolves when it is there. */
  readonly running: Promise<Running>;
  /** Begins to keep the work, lint and connect, when the page has been painted; returns what ends that. */
  begin(connect: () => Promise<Playground>): () => void;
}

export function createSession({ lesson, checks, attack }: LessonModule, openPath?: string): Session {
  const store = createStore<SessionState>(() => initialState(lesson, checks, readWork(lesson.id), openPath));
  const { promise: running, resolve: startRunning } = Promise.withResolvers<Running>();

  return {
    store,
    hasAttack: attack !== undefined,
    running,

    open: (path) => store.setState({ openPath: path }),

    edit(path, text) {
      store.setState((state) => ({
        files: { ...state.files, [path]: text },
        replaced: undefined,
      }));
    },

    replace(by, files) {
      store.setState((state) => ({
        files: { ...state.files, ...files },
        replaced: { by, files: state.files },
      }));
      announce(by === 'reset' ? 'Your code is reset. You can undo this.' : 'The solution is in the editor.');
    },

    restore() {
      store.setState(({ replaced }) => (replaced ? { files: replaced.files, replaced: undefined } : {}));
      announce('Your code is back.');
    },

    jumpTo: (position) => store.setState({ openPath: position.file, jump: { position } }),
    draft: (change) => store.setState((state) => ({ draft: { ...state.draft, ...change } })),
    showExchange: (id) => store.setState({ shownExchange: id, shownStatement: undefined }),
    showStatement: (id) => store.setState({ shownStatement: id }),

    showHint() {
      store.setState((state) => ({ hintsShown: Math.min(state.hintsShown + 1, lesson.hints.length) }));
    },

    begin(connect) {
      const findings = createFindings(store);
      const endings = [keepWork(store), () => findings.dispose()];
      let hasEnded = false;
      connect().then(
        (playground) => {
          if (hasEnded) return;
          endings.push(
            playground.onEngine((engine) => store.setState({ engine })),
            () => void playground.stop(),
          );
          const ready = createRunning(store, { checks, attack }, playground, findings.lintAll);
          startRunning(ready);
          void ready.prepare();
        },
        (error: unknown) => {
          const message = error instanceof Error ? error.message : String(error);
          store.setState({ connection: { kind: 'failed', message } });
        },
      );
      return () => {
        hasEnded = true;
        for (const end of endings) end();
      };
    },
  };
}

/** Writes the learner's work a moment after each change, and when the page goes away. */
function keepWork(store: StoreApi<SessionState>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    const { lesson, files, hintsShown, isSolved } = store.getState();
    const isWorkKept = writeWork(lesson.id, { files: changedFiles(lesson, files), hintsShown, isSolved });
    store.setState({ isWorkKept });
  };
  const unsubscribe = store.subscribe((now, before) => {
    const isChanged =
      now.files !== before.files || now.hintsShown !== before.hintsShown || now.isSolved !== before.isSolved;
    if (isChanged) timer ??= setTimeout(write, 300);
  });
  addEventListener('pagehide', write);
  return () => {
    write();
    unsubscribe();
    removeEventListener('pagehide', write);
  };
}
