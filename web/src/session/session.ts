import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Playground, SourceFiles, SourcePosition } from '../../../lessons/runtime/playground.ts';
import { createFindings } from '../language/findings.ts';
import { createTypes, type Types } from '../language/types/types.ts';
import type { CookieJar } from '../request/cookies/cookie.ts';
import type { RequestDraft } from '../request/draft.ts';
import { announce } from '../shell/announce.ts';
import type { Grading } from './judging.ts';
import type { Project } from './project.ts';
import type { Running } from './running.ts';
import type { SteppingState } from './stepping-state.ts';
import { initialState, withFiles, type Replacement, type SessionState } from './state.ts';

/** A project being worked on: its state, and everything one can do with it. */
export interface Session {
  readonly store: StoreApi<SessionState>;
  readonly hasAttack: boolean;
  readonly types: Types;
  open(path: string): void;
  edit(path: string, text: string): void;
  /** Puts these files in place of all, in a way that `restore` takes back. */
  replace(by: Replacement, files: SourceFiles): void;
  /** Offers these files, which stood here before, to be brought back. */
  offerBack(by: Replacement, files: SourceFiles): void;
  restore(): void;
  /** Puts these files in place of all and shows one of them. */
  arrange(files: SourceFiles, open: string): void;
  jumpTo(position: SourcePosition): void;
  draft(change: Partial<RequestDraft>): void;
  showExchange(id: number): void;
  /** Shows the latest requests that were sent at once as one. */
  showBurst(): void;
  changeJar(change: Partial<CookieJar>): void;
  followRedirects(isOn: boolean): void;
  changeStepping(change: Partial<SteppingState>): void;
  showStatement(id: number): void;
  showHint(): void;
  /** Everything that needs the playground; resolves when it is there. */
  readonly running: Promise<Running>;
  /** Says that nothing runs before `begin`. */
  hold(): void;
  /** Begins to keep the work, lint and connect, when the page has been painted; returns what ends that. */
  begin(connect: () => Promise<Playground>): () => void;
}

/** What was done in place of the reader's files, for those who listen instead of looking. */
const replacements: Readonly<Record<Replacement, string>> = {
  reset: 'Your code is reset. You can undo this.',
  solution: 'The solution is in the editor.',
  removal: 'The file is removed. You can undo this.',
  link: 'The program of the link is in the editor.',
};

export function createSession(project: Project, grading: Grading, openPath?: string): Session {
  const store = createStore<SessionState>(() => initialState(project, grading.checks, openPath));
  const { promise: running, resolve: startRunning } = Promise.withResolvers<Running>();
  const types = createTypes(store);

  return {
    store,
    types,
    hasAttack: grading.attack !== undefined,
    running,

    open: (path) => store.setState({ openPath: path }),

    edit(path, text) {
      store.setState((state) => ({
        files: { ...state.files, [path]: text },
        // What a link replaced was all that the reader had here.
        replaced: state.replaced?.by === 'link' ? state.replaced : undefined,
      }));
    },

    replace(by, files) {
      store.setState((state) => ({
        ...withFiles(state, files),
        replaced: { by, files: state.files },
      }));
      announce(replacements[by]);
    },

    offerBack: (by, files) => store.setState({ replaced: { by, files } }),

    restore() {
      store.setState((state) =>
        state.replaced ? { ...withFiles(state, state.replaced.files), replaced: undefined } : {},
      );
      announce('Your code is back.');
    },

    arrange: (files, open) => store.setState((state) => withFiles(state, files, open)),

    jumpTo: (position) => store.setState({ openPath: position.file, jump: { position } }),
    draft: (change) => store.setState((state) => ({ draft: { ...state.draft, ...change } })),
    showExchange: (id) =>
      store.setState({ shownExchange: id, shownStatement: undefined, isBurstShown: false }),
    showBurst: () => store.setState({ isBurstShown: true }),
    changeJar: (change) => store.setState(({ jar }) => ({ jar: { ...jar, ...change } })),
    changeStepping: (change) => store.setState(({ stepping }) => ({ stepping: { ...stepping, ...change } })),
    followRedirects: (followsRedirects) => store.setState({ followsRedirects }),
    showStatement: (id) => store.setState({ shownStatement: id }),

    showHint() {
      store.setState((state) => ({ hintsShown: Math.min(state.hintsShown + 1, project.hints) }));
    },

    hold: () => store.setState({ connection: { kind: 'held' } }),

    begin(connect) {
      store.setState({ connection: { kind: 'connecting' } });
      const findings = createFindings(store);
      const endings = [keepWork(store), () => findings.dispose(), types.begin()];
      let hasEnded = false;
      Promise.all([connect(), import('./running.ts')]).then(
        ([playground, { createRunning }]) => {
          if (hasEnded) return;
          endings.push(
            playground.onEngine((engine) => store.setState({ engine })),
            playground.onLoading((loading) => store.setState({ loading })),
            () => void playground.stop(),
          );
          const ready = createRunning(store, grading, playground, findings.lintAll);
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
    const { project, files, hintsShown, isSolved } = store.getState();
    const isWorkKept = project.keepWork({ files, hintsShown, isSolved });
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
