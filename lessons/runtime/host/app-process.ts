import { BUDGET, type AppEvent, type AppRequest } from '../app/messages.ts';
import { parseAppEvent } from './parse-event.ts';
import type { PlaygroundWorker, WorkerFactory } from './workers.ts';

/** What comes from an app worker once it was read and counted. */
export type ProcessEvent = AppEvent | { readonly kind: 'crash'; readonly message: string };

type Listener = (event: ProcessEvent) => void;

/**
 * One app worker: runs one program, then is thrown away. Its messages are read as a stranger's, and counted:
 * it may send so much for each thing that the host asks of it.
 */
export class AppProcess {
  /** Resolves when the worker is warm, or has died; no learner's code has run by then. */
  readonly ready: Promise<void>;
  readonly #worker: PlaygroundWorker;
  readonly #port: MessagePort;
  #listener: Listener = () => undefined;
  #crash: string | undefined;
  #messages = 0;
  #characters = 0;
  #lines = 0;
  #hasEnded = false;

  constructor(workers: WorkerFactory) {
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

  /** Says who hears what it sends from now on. */
  listen(listener: Listener): void {
    this.#listener = listener;
  }

  /** Sends a message; a start and a request bring a fresh allowance of messages with them. */
  post(request: AppRequest, transfer: Transferable[] = []): void {
    if (request.kind !== 'settle') this.#messages = this.#characters = this.#lines = 0;
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
    const isFlood =
      this.#messages > BUDGET.messages ||
      this.#characters > BUDGET.characters ||
      this.#lines > BUDGET.logLines;
    this.#emit(
      isFlood ? { kind: 'flood', message: 'The program sent more than the playground takes.' } : event,
    );
  }

  #emit(event: ProcessEvent): void {
    if (!this.#hasEnded) this.#listener(event);
  }
}
