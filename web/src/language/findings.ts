import type { StoreApi } from 'zustand/vanilla';
import { SYNTAX, type Finding } from '../../../lessons/runtime/checks/check.ts';
import type { SourceFiles } from '../../../lessons/runtime/playground.ts';
import { isLinted } from '../../../lessons/src/linted-files.ts';
import type { SessionState } from '../session/state.ts';
import { linterOfPage, type LintResult } from './linter.ts';

/** Typing is linted this long after the last keystroke, so that a burst is linted once. */
const pause = 40;
/** The linter is started after PGlite, which needs the same processor; this long after the page at most. */
const patience = 2000;

/** Keeps the session's findings in step with its files. */
export function createFindings(store: StoreApi<SessionState>) {
  let isDisposed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLinting = false;

  /** The files whose findings are of another text, or not known. */
  const stale = (): readonly (readonly [string, string])[] => {
    const { files, findings } = store.getState();
    return Object.entries(files).filter(([path, text]) => isLinted(path) && findings[path]?.text !== text);
  };

  const lintStale = async () => {
    if (isLinting || isDisposed) return;
    isLinting = true;
    try {
      const version = await linterOfPage().ready;
      for (let [next] = stale(); next && !isDisposed; [next] = stale()) {
        const [path, text] = next;
        const { findings, milliseconds } = await linterOfPage().lint(
          path,
          text,
          store.getState().project.rules,
        );
        store.setState((state) => ({
          findings: { ...state.findings, [path]: { text, findings, milliseconds } },
          linter: { kind: 'ready', version },
        }));
      }
    } catch (error) {
      store.setState({
        linter: { kind: 'failed', message: error instanceof Error ? error.message : String(error) },
      });
    } finally {
      isLinting = false;
    }
  };

  // The page and the database come first; ESLint and TypeScript are the heaviest part.
  timer = setTimeout(() => void lintStale(), isPostgresStarting(store.getState()) ? patience : 0);
  const unsubscribe = store.subscribe((now, before) => {
    if (now.engine !== before.engine && !isPostgresStarting(now)) void lintStale();
    if (now.files === before.files) return;
    clearTimeout(timer);
    timer = setTimeout(() => void lintStale(), pause);
  });

  return {
    /** What the linter says about these files, for a check. */
    async lintAll(files: SourceFiles): Promise<readonly Finding[]> {
      const all: Finding[] = [];
      for (const [path, text] of Object.entries(files).filter(([name]) => isLinted(name))) {
        const result = await linterOfPage().lint(path, text, store.getState().project.rules);
        all.push(...asFindings(path, text, result));
      }
      return all;
    },

    dispose(): void {
      isDisposed = true;
      clearTimeout(timer);
      unsubscribe();
    },
  };
}

function isPostgresStarting({ engine }: SessionState): boolean {
  return engine.kind === 'loading' || (engine.kind === 'ready' && engine.engine === 'pg-mem');
}

function asFindings(file: string, text: string, { findings }: LintResult): readonly Finding[] {
  return (
    findings
      // What ESLint says about its own comments names no rule either, but is a warning.
      .filter(({ rule, severity }) => rule !== undefined || severity === 'error')
      .map(({ rule, line, column, message, from, to }) => ({
        rule: rule ?? SYNTAX,
        file,
        line,
        column,
        message,
        text: text.slice(from, to),
      }))
  );
}
