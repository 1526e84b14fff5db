import { ErrorIcon, WarningIcon } from '../layout/icons.tsx';
import { InlineCode } from '../layout/inline-code.tsx';
import { Count } from '../layout/tabs.tsx';
import type { LintFinding } from '../language/protocol.ts';
import { formatMilliseconds } from '../format.ts';
import { useSession, useSessionState } from '../session/context.tsx';
import type { LinterState } from '../session/state.ts';

/** Every finding in the lesson's files, and how long the linter took. */
export function Problems() {
  const findings = useSessionState((state) => state.findings);
  const linter = useSessionState((state) => state.linter);
  const problems = Object.entries(findings).flatMap(([path, found]) =>
    found.findings.map((finding) => ({ path, finding })),
  );
  const isHeld = useSessionState((state) => state.connection.kind === 'held');
  const hasErrors = problems.some(({ finding }) => finding.severity === 'error');
  return (
    <section className="problems" aria-labelledby="problems-title">
      <div className="bar">
        <h2 id="problems-title">
          Problems <Count value={problems.length} tone={hasErrors ? 'bad' : 'warn'} />
        </h2>
        <span className="bar-aside">
          <LinterNote linter={linter} />
        </span>
      </div>
      <div className="problem-list" tabIndex={problems.length > 0 ? undefined : -1}>
        {problems.length === 0 ? (
          <p className="empty">{isHeld ? 'The linter starts with the program.' : emptyText(linter)}</p>
        ) : (
          <ul>
            {problems.map(({ path, finding }) => (
              <Problem key={`${path} ${finding.from} ${finding.rule}`} path={path} finding={finding} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function emptyText(linter: LinterState): string {
  if (linter.kind === 'waiting') return 'The linter is starting. You can edit meanwhile.';
  if (linter.kind === 'failed') return `The linter could not start: ${linter.message}`;
  return 'Nothing found. The linter reads along while you type.';
}

function LinterNote({ linter }: { readonly linter: LinterState }) {
  const open = useSessionState((state) => state.findings[state.openPath]);
  if (linter.kind !== 'ready') return undefined;
  const major = linter.version.split('.')[0];
  return open ? `eslint ${major} · ${formatMilliseconds(open.milliseconds)}` : `eslint ${major}`;
}

function Problem({ path, finding }: { readonly path: string; readonly finding: LintFinding }) {
  const session = useSession();
  const { severity, message, rule, line, column, page } = finding;
  return (
    <li className={`problem ${severity}`}>
      {severity === 'error' ? <ErrorIcon /> : <WarningIcon />}
      <button
        type="button"
        className="problem-text"
        onClick={() => session.jumpTo({ file: path, line, column })}
      >
        <span className="visually-hidden">{severity}: </span>
        <InlineCode text={message} />
        <span className="visually-hidden">
          , {path} line {line}
        </span>
      </button>
      {rule !== undefined &&
        (page === undefined ? (
          <span className="problem-rule">{rule}</span>
        ) : (
          <a className="problem-rule" href={page} target="_blank" rel="noreferrer">
            {rule}
          </a>
        ))}
      <span className="problem-place" aria-hidden="true">
        {path} {line}:{column}
      </span>
    </li>
  );
}
