import { lazy, Suspense, useState } from 'react';
import { Count, Tabs } from '../layout/tabs.tsx';
import { useSessionState } from '../session/context.tsx';
import { shownExchange } from '../session/shown.ts';
import { LogList } from './log-list.tsx';
import { Plan } from './plan.tsx';
import { Statements } from './statements.tsx';
import { Tables } from './tables.tsx';

const Timeline = lazy(() => import('./timeline.tsx'));
const Sessions = lazy(() => import('./sessions.tsx'));
const QueryPrompt = lazy(() => import('./query-prompt.tsx'));

type Tab = 'sql' | 'plan' | 'timeline' | 'tables' | 'query' | 'sessions' | 'log';

/** What happened behind the response: statements, plan, data, log. */
export function DatabasePane() {
  const [tab, setTab] = useState<Tab>('sql');
  const statements = useSessionState((state) => shownExchange(state)?.exchange.statements.length ?? 0);
  const logs = useSessionState(
    (state) => (shownExchange(state)?.exchange.logs.length ?? 0) + state.startLogs.length,
  );
  return (
    <Tabs<Tab>
      label="Behind the response"
      selected={tab}
      onSelect={setTab}
      items={[
        {
          key: 'sql',
          label: 'SQL',
          badge: <Count value={statements} />,
          panel: <Statements onPlan={() => setTab('plan')} />,
        },
        { key: 'plan', label: 'Plan', panel: <Plan /> },
        {
          key: 'timeline',
          label: 'Timeline',
          panel: (
            <Suspense fallback={null}>
              <Timeline onStatement={() => setTab('plan')} />
            </Suspense>
          ),
        },
        { key: 'tables', label: 'Tables', panel: <Tables /> },
        {
          key: 'query',
          label: 'Query',
          panel: (
            <Suspense fallback={null}>
              <QueryPrompt />
            </Suspense>
          ),
        },
        {
          key: 'sessions',
          label: 'Sessions',
          panel: (
            <Suspense fallback={null}>
              <Sessions />
            </Suspense>
          ),
        },
        { key: 'log', label: 'Log', badge: <Count value={logs} />, panel: <LogList /> },
      ]}
    />
  );
}
