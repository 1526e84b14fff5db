import {
  LAZY_MODULES,
  NODE_MODULE_NAMES,
  PRELOADED_PACKAGES,
} from '../../../lessons/runtime/app/modules/packages.ts';

const isOfNode = (name: string) => name.startsWith('node:');
const packages = [...PRELOADED_PACKAGES, ...LAZY_MODULES.filter((name) => !isOfNode(name))].toSorted();
const nodeModules = [
  ...LAZY_MODULES.filter(isOfNode),
  ...NODE_MODULE_NAMES.map((name) => `node:${name}`),
].toSorted();

/** What the files are for, and what they may import. */
export function PlaygroundGuide() {
  return (
    <div className="lesson-pane">
      <div className="prose" tabIndex={0} role="region" aria-label="Guide">
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
