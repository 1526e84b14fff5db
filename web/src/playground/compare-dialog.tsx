import { useEffect, useState } from 'react';
import { Comparison } from '../editor/comparison.tsx';
import { plural } from '../format.ts';
import { Dialog } from '../layout/dialog.tsx';
import { readDraft } from '../request/draft.ts';
import { connectPlayground } from '../sandbox/connect.ts';
import { useSession } from '../session/context.tsx';
import { announce } from '../shell/announce.ts';
import { bodyOf, compareRuns, knownDifferences, runOn, type Run, type RunResult } from './engine-runs.ts';

type Progress =
  | { readonly kind: 'wrong'; readonly message: string }
  | { readonly kind: 'running'; readonly on: string }
  | { readonly kind: 'done'; readonly memory: RunResult; readonly postgres: RunResult };

const connect = (choice: 'pg-mem' | 'pglite') => connectPlayground({ choice });

/** The request as it is written, on fresh data, on each engine alone; differences marked. */
export default function CompareDialog({ onClose }: { readonly onClose: () => void }) {
  const session = useSession();
  const [progress, setProgress] = useState<Progress>({ kind: 'running', on: 'pg-mem' });

  useEffect(() => {
    let isOpen = true;
    const show = (next: Progress) => {
      if (isOpen) setProgress(next);
    };
    const { files, project, draft } = session.store.getState();
    const result = readDraft(draft);
    const compare = async () => {
      if (result.kind === 'wrong') return show(result);
      const database = project.databaseOf(files);
      const run: Run = { files, entry: project.entry, database, request: result.request };
      const memory = await runOn('pg-mem', run, connect);
      if (!isOpen) return;
      show({ kind: 'running', on: 'PostgreSQL' });
      const postgres = await runOn('pglite', run, connect);
      show({ kind: 'done', memory, postgres });
      if (isOpen) announce(describe(countDifferences(memory, postgres)));
    };
    void compare();
    return () => {
      isOpen = false;
    };
  }, [session]);

  return (
    <Dialog title="The same run on both engines" onClose={onClose} className="compare-dialog">
      <Content progress={progress} />
    </Dialog>
  );
}

function Content({ progress }: { readonly progress: Progress }) {
  switch (progress.kind) {
    case 'wrong':
      return (
        <div className="dialog-body">
          <p className="mistake">{progress.message}</p>
        </div>
      );
    case 'running':
      return (
        <div className="dialog-body">
          <p>Running the request on {progress.on}, with fresh data.</p>
        </div>
      );
    case 'done':
      return <Done memory={progress.memory} postgres={progress.postgres} />;
  }
}

interface DoneProps {
  readonly memory: RunResult;
  readonly postgres: RunResult;
}

function Done({ memory, postgres }: DoneProps) {
  const [ours, theirs] = [bodyOf(memory), bodyOf(postgres)];
  const known = knownDifferences(memory);
  return (
    <>
      <div className="dialog-body">
        <p>
          <b>{describe(countDifferences(memory, postgres))}</b> The request was sent once to each, on fresh
          data. Where they differ, PostgreSQL is right.
        </p>
        {known.length > 0 && (
          <ul className="compare-known" aria-label="Known of pg-mem at such statements">
            {known.map((difference) => (
              <li key={difference}>{difference}</li>
            ))}
          </ul>
        )}
        <div className="compare-scroll" tabIndex={0} role="region" aria-label="Outcome and statements">
          <table className="compare-table">
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col">pg-mem</th>
                <th scope="col">PostgreSQL</th>
              </tr>
            </thead>
            <tbody>
              {compareRuns(memory, postgres).map(({ label, isSql, values, isSame }, index) => (
                <tr key={index} className={isSame ? '' : 'differs'}>
                  <th scope="row" title={label}>
                    {isSql ? <code>{label}</code> : label}
                    {!isSame && <span className="visually-hidden">, differs</span>}
                  </th>
                  <td>{values[0]}</td>
                  <td>{values[1]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
      <div className="solution-heads" aria-hidden="true">
        <span>Body on pg-mem</span>
        <span>Body on PostgreSQL</span>
      </div>
      <Comparison
        path="body.json"
        left={{ text: ours, label: 'Body on pg-mem' }}
        right={{ text: theirs, label: 'Body on PostgreSQL' }}
      />
    </>
  );
}

function countDifferences(memory: RunResult, postgres: RunResult): number {
  const rows = compareRuns(memory, postgres).filter(({ isSame }) => !isSame).length;
  return rows + (bodyOf(memory) === bodyOf(postgres) ? 0 : 1);
}

function describe(differences: number): string {
  return differences === 0 ? 'No difference.' : `${plural(differences, 'difference')}.`;
}
