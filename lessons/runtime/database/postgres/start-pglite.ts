import type { PGlite } from '@electric-sql/pglite';
import type { DatabaseAssets } from '../messages.ts';

/** What PGlite starts from, its module compiled. */
export type CompiledAssets = DatabaseAssets & { readonly pgliteWasm: WebAssembly.Module };

/** Smaller than PostgreSQL's own, because the memory is zeroed at every start. */
const SETTINGS = ['shared_buffers=16MB', 'wal_buffers=64kB', 'autovacuum=off'];

/** PGlite asks for initdb only when there is no data directory, but fetches it unless it has a module. */
const NO_INITDB = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** Starts PGlite from bytes alone: it fetches nothing. */
export async function startPGlite(assets: CompiledAssets): Promise<PGlite> {
  // What pg-mem answers first need not wait for its script.
  const { PGlite } = await import('@electric-sql/pglite');
  return PGlite.create({
    pgliteWasmModule: assets.pgliteWasm,
    initdbWasmModule: new WebAssembly.Module(NO_INITDB),
    fsBundle: assets.pgliteData,
    loadDataDir: assets.dataDirectory,
    startParams: [...PGlite.defaultStartParams, ...SETTINGS.flatMap((setting) => ['-c', setting])],
  });
}
