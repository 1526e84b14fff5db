import type { ReactNode } from 'react';
import type { SourcePosition } from '../../../lessons/runtime/playground.ts';
import { ErrorIcon, WarningIcon } from '../layout/icons.tsx';
import { useSession } from '../session/context.tsx';

interface ProblemRowProps {
  readonly severity: 'error' | 'warning';
  readonly position: SourcePosition;
  readonly message: ReactNode;
  /** What found it. */
  readonly source: ReactNode;
}

/** One line of what is wrong: what, why it is known, where; a click goes there. */
export function ProblemRow({ severity, position, message, source }: ProblemRowProps) {
  const session = useSession();
  const { file, line, column } = position;
  return (
    <li className={`problem ${severity}`}>
      {severity === 'error' ? <ErrorIcon /> : <WarningIcon />}
      <button type="button" className="problem-text" onClick={() => session.jumpTo(position)}>
        <span className="visually-hidden">{severity}: </span>
        {message}
        <span className="visually-hidden">
          , {file} line {line}
        </span>
      </button>
      {source}
      <span className="problem-place" aria-hidden="true">
        {file} {line}:{column}
      </span>
    </li>
  );
}
