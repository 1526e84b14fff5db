import { useState } from 'react';
import {
  LAZY_MODULES,
  NODE_MODULE_NAMES,
  PRELOADED_PACKAGES,
} from '../../../lessons/runtime/app/modules/packages.ts';
import type { EngineChoice } from '../../../lessons/runtime/playground.ts';
import { lazyPart } from '../layout/lazy-part.tsx';
import { useSession, useSessionState } from '../session/context.tsx';

const isOfNode = (name: string) => name.startsWith('node:');
const packages = [...PRELOADED_PACKAGES, ...LAZY_MODULES.filter((name) => !isOfNode(name))].toSorted();
const nodeModules = [
  ...LAZY_MODULES.filter(isOfNode),
  ...NODE_MODULE_NAMES.map((name) => `node:${name}`),
].toSorted();

const CompareDialog = lazyPart(() => import('./compare-dialog.tsx'));
const ShareDialog = lazyPart(() => import('./share-dialog.tsx'));

const engines: Readonly<Record<EngineChoice, string>> = {
  both: 'pg-mem at once, PostgreSQL when it is ready',
  pglite: 'PostgreSQL alone',
  'pg-mem': 'pg-mem alone',
};

interface PlaygroundGuideProps {
  readonly engine: EngineChoice;
  /** Without it the engine stays as it is. */
  readonly onEngine: ((engine: EngineChoice) => void) | undefined;
}

/** What the files are for, which engine answers, and what programs may import. */
export function PlaygroundGuide({ engine, onEngine }: PlaygroundGuideProps) {
  return (
    <div className="lesson-pane">
      <div className="prose" tabIndex={0} role="region" aria-label="Guide text">
        <div className="eyebrow">Playground</div>
        <h1>A back end of your own</h1>
        <div className="html">
          <p>
            Everything runs in this tab, on PostgreSQL. Change any file and send a request: the program starts
            again by itself. Your files stay in this browser.
          </p>
          <ul>
            <li>
              <code>server.ts</code> is the program. It ends with <code>app.listen</code>.
            </li>
            <li>
              <code>schema.sql</code> and <code>seed.sql</code> make the database.
            </li>
            <li>
              <code>requests.http</code> holds the requests above the response.
            </li>
            <li>
              <code>services/orders/server.ts</code> would be a service of its own, at{' '}
              <code>http://orders.internal</code>.
            </li>
          </ul>
        </div>
        <h2 id="engine-title">Database</h2>
        <select
          className="engine-choice"
          aria-labelledby="engine-title"
          value={engine}
          disabled={onEngine === undefined}
          onChange={({ target }) => onEngine?.(target.value as EngineChoice)}
        >
          {Object.entries(engines).map(([key, label]) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </select>
        <h2>What you can import</h2>
        <ModuleList label="Packages" names={packages} />
        <h2>Of Node</h2>
        <ModuleList label="Modules of Node" names={nodeModules} />
        <div className="html">
          <p>
            There is no network and no disk. <code>ioredis</code> talks to a Redis in memory, and{' '}
            <code>process.env.DATABASE_URL</code> to the database.
          </p>
        </div>
      </div>
      <Foot engine={engine} />
    </div>
  );
}

type OpenDialog = 'share' | 'compare';

function Foot({ engine }: { readonly engine: EngineChoice }) {
  const session = useSession();
  const isConnected = useSessionState((state) => state.connection.kind === 'connected');
  const [dialog, setDialog] = useState<OpenDialog>();
  const close = () => setDialog(undefined);
  return (
    <div className="foot">
      <button type="button" className="button" onClick={() => setDialog('share')}>
        Share
      </button>
      <button
        type="button"
        className="button"
        data-tip="A zip that npm install && npm start runs"
        onClick={() =>
          void import('./download.ts').then(({ downloadProject }) =>
            downloadProject(session.store.getState().files),
          )
        }
      >
        Download
      </button>
      <button type="button" className="button" disabled={!isConnected} onClick={() => setDialog('compare')}>
        <span>
          Compare<span className="long"> engines</span>
        </span>
      </button>
      {dialog === 'compare' && <CompareDialog onClose={close} />}
      {dialog === 'share' && <ShareDialog engine={engine} onClose={close} />}
    </div>
  );
}

function ModuleList({ label, names }: { readonly label: string; readonly names: readonly string[] }) {
  return (
    <ul className="module-list" aria-label={label}>
      {names.map((name) => (
        <li key={name}>
          <code>{name}</code>
        </li>
      ))}
    </ul>
  );
}
