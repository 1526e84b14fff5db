import type { SourceFiles } from '../../../../lessons/runtime/playground.ts';
import type { FromTypes, QuestionName, ToTypes, TypeQuestions } from './protocol.ts';

/** No answer takes so long: a type that never ends does. */
const patience = 30_000;

/** TypeScript's language service in a worker of its own. */
export interface TypesClient {
  /** Resolves with TypeScript's version when it can answer. */
  readonly ready: Promise<string>;
  /** All questions after this are about these files. */
  setFiles(files: SourceFiles): void;
  ask<Name extends QuestionName>(
    name: Name,
    ...parameters: Parameters<TypeQuestions[Name]>
  ): Promise<ReturnType<TypeQuestions[Name]>>;
}

/** The worker is gone, and with it every question. */
export class TypesLost extends Error {}

/** Starts the worker. */
export function startTypes(): TypesClient {
  const worker = new Worker(new URL('../worker.ts', import.meta.url), { type: 'module', name: 'types' });
  const ready = Promise.withResolvers<string>();
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let nextId = 1;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sent: SourceFiles | undefined;
  let lost: TypesLost | undefined;

  const lose = (message: string) => {
    clearTimeout(timer);
    worker.terminate();
    lost = new TypesLost(message);
    ready.reject(lost);
    for (const { reject } of waiting.values()) reject(lost);
    waiting.clear();
  };
  // Every message shows that it lives.
  const watch = () => {
    clearTimeout(timer);
    if (waiting.size > 0) timer = setTimeout(() => lose('They took too long.'), patience);
  };
  const post = (message: ToTypes) => worker.postMessage(message);

  worker.addEventListener('message', ({ data }: MessageEvent<FromTypes>) => {
    if (data.kind === 'ready') {
      ready.resolve(data.version);
      return;
    }
    const question = waiting.get(data.id);
    waiting.delete(data.id);
    watch();
    if (data.kind === 'answer') question?.resolve(data.value);
    else question?.reject(new Error(data.message));
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    lose(event.message || 'They could not be loaded. Check the connection.');
  });
  // Who asks hears of it.
  ready.promise.catch(() => undefined);

  return {
    ready: ready.promise,

    setFiles(files) {
      if (files === sent) return;
      sent = files;
      void ready.promise.then(
        () => post({ kind: 'files', files }),
        () => undefined,
      );
    },

    async ask(name, ...parameters) {
      await ready.promise;
      if (lost) throw lost;
      const id = nextId;
      nextId += 1;
      const question = Promise.withResolvers<unknown>();
      waiting.set(id, question);
      post({ kind: 'question', id, name, parameters });
      watch();
      // The worker's side is typed: it answers each question as it must.
      return (await question.promise) as never;
    },
  };
}
