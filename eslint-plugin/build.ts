/** Bundles the plugin for npm: one ES module, one CommonJS module, and their types. */
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import plugin from './src/index.ts';

const folder = join(import.meta.dirname, 'dist');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);

const bundle = await rolldown({ input: join(import.meta.dirname, 'src/index.ts'), platform: 'neutral' });
await bundle.write({ file: join(folder, 'index.js'), format: 'esm' });
await bundle.write({ file: join(folder, 'index.cjs'), format: 'cjs', exports: 'default' });
await bundle.close();

// npm packs the licence that lies beside package.json.
copyFileSync(join(import.meta.dirname, '../LICENSE'), join(import.meta.dirname, 'LICENSE'));

const presets = Object.keys(plugin.configs)
  .map((name) => `'${name}'`)
  .join(' | ');
const types = `import type { ESLint, Linter } from 'eslint';

/** The rules, and the presets to put into a flat configuration. */
declare const plugin: Omit<ESLint.Plugin, 'configs'> & {
  readonly configs: Readonly<Record<${presets}, Linter.Config>>;
};
`;
writeFileSync(join(folder, 'index.d.ts'), `${types}export default plugin;\n`);
writeFileSync(join(folder, 'index.d.cts'), `${types}export = plugin;\n`);
