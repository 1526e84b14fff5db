import { awaiting } from '../context/awaiting.ts';
import { isLazyModule } from './packages.ts';

/** What a module's file evaluates to. */
interface Chunk {
  /** Modules it needs that are not in it. */
  readonly requires: readonly string[];
  /** Names that an import in Node would find. */
  readonly exports: readonly string[];
  run(
    require: (name: string) => unknown,
    module: { exports: unknown },
    exports: unknown,
    _async: typeof awaiting,
  ): void;
}

/** Kept from programs: they may replace the global. */
const evaluate = globalThis.eval;

let ask: (name: string) => void = () => undefined;
const waiting = new Map<string, { resolve(text: string): void; reject(error: Error): void }>();
/** What `require` gives for a module that has been loaded. */
const evaluated = new Map<string, unknown>();
const loading = new Map<string, Promise<object>>();

/** Says who is asked for the text of a module's file. */
export function onModuleWanted(listener: (name: string) => void): void {
  ask = listener;
}

/** Takes the text of a module's file, or why it cannot be had. */
export function takeModule(name: string, text: string | undefined, message = ''): void {
  const waiter = waiting.get(name);
  waiting.delete(name);
  if (text === undefined) waiter?.reject(new Error(message));
  else waiter?.resolve(text);
}

/** Loads a module that has a file of its own; gives its exports as an import in Node finds them. */
export function loadChunk(name: string, requireBuiltIn: (name: string) => Promise<unknown>): Promise<object> {
  const known = loading.get(name);
  if (known !== undefined) return known;
  const module = load(name, requireBuiltIn);
  loading.set(name, module);
  // It may be had another time.
  module.catch(() => loading.delete(name));
  return module;
}

async function load(name: string, requireBuiltIn: (name: string) => Promise<unknown>): Promise<object> {
  const text = await new Promise<string>((resolve, reject) => {
    waiting.set(name, { resolve, reject });
    ask(name);
  });
  const chunk = evaluate(`${text}\n//# sourceURL=${name}`) as Chunk;
  const required = new Map<string, unknown>();
  for (const needed of chunk.requires) {
    if (isLazyModule(needed)) {
      await loadChunk(needed, requireBuiltIn);
      required.set(needed, evaluated.get(needed));
    } else {
      required.set(needed, await requireBuiltIn(needed));
    }
  }
  const module: { exports: { all?: object } } = { exports: {} };
  chunk.run((needed) => required.get(needed), module, module.exports, awaiting);
  const all = module.exports.all ?? {};
  evaluated.set(name, asRequired(all));
  const exports: Record<string, unknown> = Object.create(null);
  for (const key of chunk.exports) {
    // Node may have more than what stands for its module here; the import then says what is missing.
    if (Reflect.has(all, key)) exports[key] = Reflect.get(all, key);
  }
  return exports;
}

/** A namespace whose default holds all the rest is that of a CommonJS module, which `require` gives as it is. */
function asRequired(all: object): unknown {
  const main: unknown = Reflect.get(all, 'default');
  const isObject = (typeof main === 'object' && main !== null) || typeof main === 'function';
  if (isObject && Object.keys(all).every((key) => key === 'default' || key in main)) return main;
  return Object.defineProperty({ ...all }, '__esModule', { value: true });
}
