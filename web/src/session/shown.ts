import type { StatementRecord } from '../../../lessons/runtime/playground.ts';
import { useSessionState } from './context.tsx';
import type { RecordedExchange, SessionState } from './state.ts';

/** The exchange that response, SQL, plan and log are about. */
export function shownExchange({ exchanges, shownExchange: id }: SessionState): RecordedExchange | undefined {
  return exchanges.findLast((recorded) => recorded.id === id);
}

/** The statement that the plan is about: the chosen one, else the slowest. */
export function shownStatement(state: SessionState): StatementRecord | undefined {
  const statements = shownExchange(state)?.exchange.statements ?? [];
  const typed = state.typed.flatMap((entry) => entry.statements);
  return (
    [...statements, ...typed].find(({ id }) => id === state.shownStatement) ??
    statements.reduce<StatementRecord | undefined>(
      (slowest, each) => (slowest && slowest.milliseconds >= each.milliseconds ? slowest : each),
      undefined,
    )
  );
}

export const useShownExchange = () => useSessionState(shownExchange);
export const useShownStatement = () => useSessionState(shownStatement);
