import { formatMilliseconds } from '../format.ts';
import { useSessionState } from '../session/context.tsx';
import type { TypesState } from '../session/state.ts';
import { ProblemRow } from './problem-row.tsx';

/** What TypeScript says about every file. */
export function TypeErrorList() {
  const errors = useSessionState((state) => state.typeCheck?.errors);
  const types = useSessionState((state) => state.types);
  const isHeld = useSessionState((state) => state.connection.kind === 'held');
  const all = Object.entries(errors ?? {}).flatMap(([file, found]) =>
    found.map((error) => ({ file, error })),
  );
  if (types.kind === 'failed' || all.length === 0) {
    return (
      <p className="empty">{isHeld ? 'Types are checked when the program starts.' : emptyText(types)}</p>
    );
  }
  return (
    <ul>
      {all.map(({ file, error: { from, code, line, column, message } }) => (
        <ProblemRow
          key={`${file} ${from} ${code} ${message}`}
          severity="error"
          position={{ file, line, column }}
          message={<span className="type-error-message">{message}</span>}
          source={<span className="problem-rule plain">TS{code}</span>}
        />
      ))}
    </ul>
  );
}

function emptyText(types: TypesState): string {
  switch (types.kind) {
    case 'waiting':
      return 'Types are checked after the linter has read the program.';
    case 'loading':
      return 'TypeScript and the types of your imports are loading. You can edit meanwhile.';
    case 'restarting':
      return 'TypeScript stopped and is started again. Nothing of yours is lost.';
    case 'failed':
      return `Types are not checked: ${types.message} They are tried again with your next edit.`;
    case 'ready':
      return 'No type errors. TypeScript checks with the packages’ own types, strictly.';
  }
}

/** 'typescript 6.0 · 420 ms', or what it waits for. */
export function TypesNote() {
  const types = useSessionState((state) => state.types);
  const milliseconds = useSessionState((state) => state.typeCheck?.milliseconds);
  if (types.kind === 'loading') return 'types loading …';
  if (types.kind === 'restarting') return 'types restarting …';
  if (types.kind === 'failed') return <span className="notice bad">types failed</span>;
  if (types.kind === 'waiting' || milliseconds === undefined) return undefined;
  const version = types.version.split('.').slice(0, 2).join('.');
  return `typescript ${version} · ${formatMilliseconds(milliseconds)}`;
}
