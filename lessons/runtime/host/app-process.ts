import { isLazyModule } from '../app/modules/packages.ts';
import { BUDGET, type AppEvent, type AppRequest } from '../app/messages.ts';
import { parseAppEvent } from './parse-event.ts';
import type { PlaygroundWorker, WorkerFactory } from './workers.ts';

/** What comes from an app worker once it was read and counted. */
export type ProcessEvent =
  | AppEvent
  | { readonly kind: 'module-delivered'; readonly name: string }
  | { readonly kind: 'crash'; readonly message: string };

type Listener = (event: ProcessEvent) => void;

/**
 * One app worker: runs one program, then is thrown away. Its messages are read as a stranger's, and counted:
 * it may send so much for each thing that the host asks of it.
 */
export class AppProcess {
  /** Resolves when the worker has loaded, or has died; no learner's code has run by then. */
  readonly ready: Promise<void>;
  readonly #workers: WorkerFactory;
  readonly #modules = new Set<string>();
  readonly #worker: PlaygroundWorker;
  readonly #port: MessagePort;
  #listener: Listener = () => undefined;
  #crash: string | undefined;
  #messages = 0;
  #characters = 0;
  #lines = 0;
  #hasEnded = false;

  constructor(workers: WorkerFactory) {
    this.#workers = workers;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#worker = workers.createApp();
    this.ready = new Promise((resolve) => {
      this.#listener = () => resolve();
    });
    port1.onmessage = (event: MessageEvent<unknown>) => this.#receive(event.data);
    this.#worker.onCrash((message) => {
      this.#crash = message;
      this.#emit({ kind: 'crash', message: `The program's worker died: ${message}` });
    });
    this.#worker.start(port2);
  }

  /** What it died of before it was used; undefined when it lives. */
  get crash(): string | undefined {
    return this.#crash;
  }

  /** Modules with files of their own that the program has imported. */
  get modules(): readonly string[] {
    return [...this.#modules];
  }

  /** Says who hears what it sends from now on. */
  listen(listener: Listener): void {
    this.#listener = listener;
  }

  /** Sends a message; a start and a request bring a fresh allowance of messages with them. */
  post(request: AppRequest, transfer: Transferable[] = []): void {
    if (request.kind === 'start' || request.kind === 'request')
      this.#messages = this.#characters = this.#lines = 0;
    this.#port.postMessage(request, transfer);
  }

  /** Ends it. A busy worker may spin on for a while, unheard. */
  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#port.onmessage = null;
    this.#port.close();
    this.#worker.terminate();
  }

  #receive(data: unknown): void {
    const parsed = parseAppEvent(data);
    if (parsed === undefined) {
      return this.#emit({
        kind: 'crash',
        message: 'The program tampered with what the playground runs it in.',
      });
    }
    const { event, characters } = parsed;
    this.#messages++;
    this.#characters += characters;
    if (event.kind === 'log') this.#lines++;
    if (event.kind === 'module-wanted') void this.#deliver(event.name);
    const isFlood =
      this.#messages > BUDGET.messages ||
      this.#characters > BUDGET.characters ||
      this.#lines > BUDGET.logLines;
    this.#emit(
      isFlood ? { kind: 'flood', message: 'The program sent more than the playground takes.' } : event,
    );
  }

  async #deliver(name: string): Promise<void> {
    if (!isLazyModule(name)) return;
    this.#modules.add(name);
    let request: AppRequest;
    try {
      request = { kind: 'module', name, text: await this.#workers.readModule(name) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      request = { kind: 'no-module', name, message: `The module '${name}' could not be loaded: ${reason}` };
    }
    if (this.#hasEnded) return;
    this.#emit({ kind: 'module-delivered', name });
    this.post(request);
  }

  #emit(event: ProcessEvent): void {
    if (!this.#hasEnded) this.#listener(event);
  }
}
