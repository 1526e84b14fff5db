import { useState } from 'react';
import { Count, Tabs } from '../layout/tabs.tsx';
import { useSessionState } from '../session/context.tsx';
import { FindingList, LinterNote } from './finding-list.tsx';
import { TypeErrorList, TypesNote } from './type-error-list.tsx';

type View = 'problems' | 'types';

/** What the linter and TypeScript found in the program's files, and how long they took. */
export function Problems() {
  const [view, setView] = useState<View>('problems');
  const findings = useSessionState((state) => state.findings);
  const typeErrors = useSessionState((state) =>
    Object.values(state.typeCheck?.errors ?? {}).reduce((sum, errors) => sum + errors.length, 0),
  );
  const hasTypesNews = useSessionState(({ types }) => types.kind !== 'waiting' && types.kind !== 'ready');
  const found = Object.values(findings).flatMap((file) => file.findings);
  const hasErrors = found.some(({ severity }) => severity === 'error');
  return (
    <section className="problems" aria-label="Problems">
      <Tabs<View>
        label="Problems and types"
        selected={view}
        onSelect={setView}
        aside={
          <span className="bar-aside">
            {view === 'types' || hasTypesNews ? <TypesNote /> : <LinterNote />}
          </span>
        }
        items={[
          {
            key: 'problems',
            label: 'Problems',
            badge: <Count value={found.length} tone={hasErrors ? 'bad' : 'warn'} />,
            panel: (
              <div className="problem-list" tabIndex={found.length > 0 ? undefined : -1}>
                <FindingList />
              </div>
            ),
          },
          {
            key: 'types',
            label: 'Types',
            badge: <Count value={typeErrors} tone="bad" />,
            panel: (
              <div className="problem-list" tabIndex={typeErrors > 0 ? undefined : -1}>
                <TypeErrorList />
              </div>
            ),
          },
        ]}
      />
    </section>
  );
}
