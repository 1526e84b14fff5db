import { useState } from 'react';
import { Count, Tabs } from '../layout/tabs.tsx';
import { lazyPart } from '../layout/lazy-part.tsx';
import { useSessionState } from '../session/context.tsx';
import { useShownExchange } from '../session/shown.ts';
import { HeaderList } from './header-list.tsx';
import { ResponseBody } from './response.tsx';

const CookiesPanel = lazyPart(() => import('./cookies/cookies-panel.tsx'));
const HistoryList = lazyPart(() => import('./history-list.tsx'));

type Tab = 'response' | 'headers' | 'cookies' | 'requests';

/** What the shown request was answered with, and all requests so far. */
export function ResponsePane() {
  const [tab, setTab] = useState<Tab>('response');
  const recorded = useShownExchange();
  const count = useSessionState((state) => state.exchangeCount);
  const cookies = useSessionState(({ jar }) => jar.cookies.length);
  const outcome = recorded?.exchange.outcome;
  const headers = outcome?.kind === 'response' ? outcome.response.headers : [];
  return (
    <Tabs<Tab>
      label="Response"
      selected={tab}
      onSelect={setTab}
      items={[
        { key: 'response', label: 'Response', panel: <ResponseBody recorded={recorded} /> },
        {
          key: 'headers',
          label: 'Headers',
          badge: <Count value={headers.length} />,
          panel: <HeaderList headers={headers} />,
        },
        {
          key: 'cookies',
          label: 'Cookies',
          badge: <Count value={cookies} />,
          panel: <CookiesPanel />,
        },
        {
          key: 'requests',
          label: 'Requests',
          badge: <Count value={count} />,
          panel: <HistoryList onShow={() => setTab('response')} />,
        },
      ]}
    />
  );
}
