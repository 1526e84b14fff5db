import type { StoreApi } from 'zustand/vanilla';
import type { SessionState } from '../../session/state.ts';
import { startTypes, TypesLost, type TypesClient } from './client.ts';
import type { QuestionName, TypeQuestions } from './protocol.ts';

/** A check takes the worker for a while, so it waits until one pauses. */
const pause = 300;

/** The types of a session's program. */
export interface Types {
  /** Says that the code is looked at: nobody else needs types, and they are the heaviest part of the page. */
  want(): void;
  /** Asks about the program as it is now; undefined when there is no answer. */
  ask<Name extends QuestionName>(
    name: Name,
    ...parameters: Parameters<TypeQuestions[Name]>
  ): Promise<ReturnType<TypeQuestions[Name]> | undefined>;
  /** Begins to check the program, when the linter has; returns what ends that. */
  begin(): () => void;
}

let shared: TypesClient | undefined;

/** The one worker of the page. */
function clientOfPage(): TypesClient {
  shared ??= startTypes();
  return shared;
}

/** Keeps what TypeScript finds in step with a session's files. */
export function createTypes(store: StoreApi<SessionState>): Types {
  let isWanted = false;
  let isChecking = false;
  let isDisposed = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** With which files the worker was lost: with the same ones it would be lost again. */
  let lostWith: SessionState['files'] | undefined;

  const isDue = () => {
    const { files, typeCheck, types, activity } = store.getState();
    if (isDisposed || !isWanted || !isLinted(store.getState()) || activity !== undefined) return false;
    return typeCheck?.files !== files && !(types.kind === 'failed' && lostWith === files);
  };

  const check = async () => {
    if (isChecking) return;
    isChecking = true;
    while (isDue()) {
      const { files, types } = store.getState();
      if (types.kind === 'waiting' || types.kind === 'failed') store.setState({ types: { kind: 'loading' } });
      try {
        const client = clientOfPage();
        client.setFiles(files);
        const found = await client.ask('check');
        if (found === undefined) {
          // Other files came meanwhile: they are checked when one pauses.
          schedule();
          break;
        }
        const version = await client.ready;
        store.setState({ typeCheck: { files, ...found }, types: { kind: 'ready', version } });
      } catch (error) {
        fail(error);
      }
    }
    isChecking = false;
  };

  const fail = (error: unknown) => {
    const { files } = store.getState();
    const isFirst = error instanceof TypesLost && lostWith !== files;
    if (error instanceof TypesLost) shared = undefined;
    lostWith = files;
    store.setState({
      types: isFirst
        ? { kind: 'restarting' }
        : { kind: 'failed', message: error instanceof Error ? error.message : String(error) },
    });
  };

  const schedule = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void check(), pause);
  };

  return {
    want() {
      isWanted = true;
      schedule();
    },

    async ask(name, ...parameters) {
      // Who asks while the editor changes asks about what it changes to.
      await Promise.resolve();
      if (store.getState().types.kind === 'waiting') return undefined;
      const client = clientOfPage();
      client.setFiles(store.getState().files);
      // That the worker is lost is said by the check under way, or by the next one.
      return client.ask(name, ...parameters).catch(() => undefined);
    },

    begin() {
      isDisposed = false;
      const unsubscribe = store.subscribe((now, before) => {
        const isNews = now.files !== before.files || now.findings !== before.findings;
        if (isNews || now.activity !== before.activity) schedule();
      });
      const retry = () => {
        lostWith = undefined;
        schedule();
      };
      addEventListener('online', retry);
      schedule();
      return () => {
        isDisposed = true;
        clearTimeout(timer);
        unsubscribe();
        removeEventListener('online', retry);
      };
    },
  };
}

/** Whether the linter has answered for every program file, or never will. */
function isLinted({ files, findings, linter, typeCheck }: SessionState): boolean {
  if (linter.kind === 'failed' || typeCheck !== undefined) return true;
  return Object.keys(files).every((path) => !path.endsWith('.ts') || findings[path] !== undefined);
}
