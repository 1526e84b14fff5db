import type { PGlite } from '@electric-sql/pglite';
import type { DatabaseAssets } from '../messages.ts';

/** What PGlite starts from, its module compiled. */
export type CompiledAssets = DatabaseAssets & { readonly pgliteWasm: WebAssembly.Module };

/** Smaller than PostgreSQL's own, because the memory is zeroed at every start. */
const SETTINGS = ['shared_buffers=16MB', 'wal_buffers=64kB', 'autovacuum=off'];

/** PGlite asks for initdb only when there is no data directory, but fetches it unless it has a module. */
const NO_INITDB = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** Starts PGlite from bytes alone. What it fetches of pg_trgm, which a program may CREATE, the build has put into the script. */
export async function startPGlite(assets: CompiledAssets): Promise<PGlite> {
  // What pg-mem answers first need not wait for its script.
  const [{ PGlite }, { pg_trgm }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite/contrib/pg_trgm'),
  ]);
  return PGlite.create({
    pgliteWasmModule: assets.pgliteWasm,
    initdbWasmModule: new WebAssembly.Module(NO_INITDB),
    fsBundle: assets.pgliteData,
    loadDataDir: assets.dataDirectory,
    extensions: { pg_trgm },
    startParams: [...PGlite.defaultStartParams, ...SETTINGS.flatMap((setting) => ['-c', setting])],
  });
}
