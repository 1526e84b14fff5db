import { useState } from 'react';
import { Count, Tabs } from '../layout/tabs.tsx';
import { useSessionState } from '../session/context.tsx';
import { shownExchange } from '../session/shown.ts';
import { LogList } from './log-list.tsx';
import { Plan } from './plan.tsx';
import { Statements } from './statements.tsx';
import { Tables } from './tables.tsx';

type Tab = 'sql' | 'plan' | 'tables' | 'log';

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
        { key: 'tables', label: 'Tables', panel: <Tables /> },
        { key: 'log', label: 'Log', badge: <Count value={logs} />, panel: <LogList /> },
      ]}
    />
  );
}
