import { useState } from 'react';
import { lazyPart } from '../layout/lazy-part.tsx';
import { Count, Tabs } from '../layout/tabs.tsx';
import { useSessionState } from '../session/context.tsx';
import { shownExchange } from '../session/shown.ts';
import { LogList } from './log-list.tsx';
import { Statements } from './statements.tsx';

const Plan = lazyPart(() => import('./plan.tsx'));
const Tables = lazyPart(() => import('./tables.tsx'));
const Timeline = lazyPart(() => import('./timeline.tsx'));
const Sessions = lazyPart(() => import('./sessions.tsx'));
const QueryPrompt = lazyPart(() => import('./query-prompt.tsx'));

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
          panel: <Timeline onStatement={() => setTab('plan')} />,
        },
        { key: 'tables', label: 'Tables', panel: <Tables /> },
        { key: 'query', label: 'Query', panel: <QueryPrompt /> },
        { key: 'sessions', label: 'Sessions', panel: <Sessions /> },
        { key: 'log', label: 'Log', badge: <Count value={logs} />, panel: <LogList /> },
      ]}
    />
  );
}
