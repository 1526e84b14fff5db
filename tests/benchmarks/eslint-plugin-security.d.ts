/** The plugin carries no types of its own. */
declare module 'eslint-plugin-security' {
  import type { ESLint, Linter } from 'eslint';

  const plugin: ESLint.Plugin & { readonly configs: { readonly recommended: Linter.Config } };
  export default plugin;
}
