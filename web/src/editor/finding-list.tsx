import { formatMilliseconds } from '../format.ts';
import { InlineCode } from '../layout/inline-code.tsx';
import { useSessionState } from '../session/context.tsx';
import type { LinterState } from '../session/state.ts';
import { ProblemRow } from './problem-row.tsx';

/** What the linter says about every file. */
export function FindingList() {
  const findings = useSessionState((state) => state.findings);
  const linter = useSessionState((state) => state.linter);
  const isHeld = useSessionState((state) => state.connection.kind === 'held');
  const problems = Object.entries(findings).flatMap(([file, found]) =>
    found.findings.map((finding) => ({ file, finding })),
  );
  if (problems.length === 0) {
    return <p className="empty">{isHeld ? 'The linter starts with the program.' : emptyText(linter)}</p>;
  }
  return (
    <ul>
      {problems.map(({ file, finding: { from, rule, severity, line, column, message, page } }) => (
        <ProblemRow
          key={`${file} ${from} ${rule}`}
          severity={severity}
          position={{ file, line, column }}
          message={<InlineCode text={message} />}
          source={<Rule name={rule} page={page} />}
        />
      ))}
    </ul>
  );
}

function Rule({ name, page }: { readonly name: string | undefined; readonly page: string | undefined }) {
  if (name === undefined) return undefined;
  if (page === undefined) return <span className="problem-rule">{name}</span>;
  return (
    <a className="problem-rule" href={page} target="_blank" rel="noreferrer">
      {name}
    </a>
  );
}

function emptyText(linter: LinterState): string {
  if (linter.kind === 'waiting') return 'The linter is starting. You can edit meanwhile.';
  if (linter.kind === 'failed') return `The linter could not start: ${linter.message}`;
  return 'Nothing found. The linter reads along while you type.';
}

/** 'eslint 10 · 9 ms' */
export function LinterNote() {
  const linter = useSessionState((state) => state.linter);
  const open = useSessionState((state) => state.findings[state.openPath]);
  if (linter.kind !== 'ready') return undefined;
  const major = linter.version.split('.')[0];
  return open ? `eslint ${major} · ${formatMilliseconds(open.milliseconds)}` : `eslint ${major}`;
}
