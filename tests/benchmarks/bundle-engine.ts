import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import type plugin from '../../eslint-plugin/src/index.ts';
import type { endpointsOf } from '../../eslint-plugin/src/http/endpoints.ts';
import type { responsesOf } from '../../eslint-plugin/src/http/responses.ts';
import type { queriesOf } from '../../eslint-plugin/src/sql/queries.ts';
import type { scan } from '../../eslint-plugin/src/sql/scanner.ts';

interface Engine {
  readonly plugin: typeof plugin;
  readonly endpointsOf: typeof endpointsOf;
  readonly responsesOf: typeof responsesOf;
  readonly queriesOf: typeof queriesOf;
  readonly scan: typeof scan;
}

const root = join(import.meta.dirname, '../..');

/** The plugin and its facts in one file, put together as the published package is. */
export async function bundleEngine(): Promise<Engine> {
  const sources = join(root, 'eslint-plugin/src').replaceAll('\\', '/');
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'plugin-'));
  const entry = join(folder, 'entry.ts');
  writeFileSync(
    entry,
    [
      `export { default as plugin } from '${sources}/index.ts';`,
      `export { endpointsOf } from '${sources}/http/endpoints.ts';`,
      `export { responsesOf } from '${sources}/http/responses.ts';`,
      `export { queriesOf } from '${sources}/sql/queries.ts';`,
      `export { scan } from '${sources}/sql/scanner.ts';`,
    ].join('\n'),
  );
  try {
    const bundle = await rolldown({ input: entry, platform: 'neutral' });
    await bundle.write({ file: join(folder, 'engine.js'), format: 'esm' });
    await bundle.close();
    return (await import(pathToFileURL(join(folder, 'engine.js')).href)) as Engine;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
