import { rolldown, type Plugin } from 'rolldown';
import { asciiOnly } from './ascii.ts';
import { NODE_MODULES, REPLACED, source } from './node-modules.ts';

const alias = {
  ...REPLACED,
  ...Object.fromEntries(
    Object.entries(NODE_MODULES).flatMap(([name, path]) => [
      [`node:${name}$`, path],
      [`${name}$`, path],
    ]),
  ),
};

/** Parts that packages import from themselves, by paths that an alias cannot tell apart. */
const replaceParts: Plugin = {
  name: 'replace-parts',
  resolveId: {
    filter: { id: /\/transport$|\/locales\/index\.js$/ },
    handler(specifier, importer = '') {
      if (specifier.endsWith('transport')) {
        return importer.includes('/pino/') ? source('app/node/pino-transport.ts') : null;
      }
      return importer.includes('/zod/') ? source('app/modules/zod-locales.ts') : null;
    },
  },
};

/** Makes the app worker: one classic script that holds all that programs can import. */
export async function buildAppWorker(outputFolder: string): Promise<void> {
  const bundle = await rolldown({
    input: source('app/worker.ts'),
    platform: 'browser',
    resolve: { alias, mainFields: ['module', 'main'] },
    transform: {
      define: {
        'process.env.NODE_ENV': '"production"',
        'process.env.READABLE_STREAM': '""',
        // Fastify looks there for the file of a plugin, and can do without.
        'require.cache': 'undefined',
      },
    },
    plugins: [replaceParts, asciiOnly],
  });
  await bundle.write({
    file: `${outputFolder}/app-worker.js`,
    format: 'iife',
    codeSplitting: false,
    minify: true,
  });
  await bundle.close();
}
