import type { HttpRequest, HttpResponse, LogEntry, ProgramError, SourceFiles } from '../playground.ts';
import { dispatch, type Flow } from '../http/dispatch.ts';
import { watch, type Watched } from '../http/watch.ts';
import { onListening, type Server } from '../http/server.ts';
import { onOutput } from './console/output.ts';
import type { HostLink } from './host-link.ts';
import { BUDGET, type AppRequest } from './messages.ts';
import { takeModule } from './modules/chunk.ts';
import { precompile } from './modules/compile.ts';
import { loadProgram } from './modules/load.ts';
import { loadPackage } from './modules/registry.ts';
import { advanceClock, setClock } from './node/clock.ts';
import { setImmediate } from './node/immediate.ts';
import { onConnect } from './node/net.ts';
import { onProcessExit, process, ProcessExit } from './node/process.ts';
import { programError } from './program-error.ts';
import { findServices, isServicePort, setConditions } from './services.ts';
import { takeTrace } from './trace.ts';
import { warmUp } from './warm-up.ts';

/** One run of the learner's program: this worker has no other. */
export class Program {
  readonly #link: HostLink;
  #server: Server | undefined;
  #lines = 0;
  #isWanted = false;
  readonly #watched = new Map<number, Watched>();
  #hasEnded = false;

  constructor(link: HostLink) {
    this.#link = link;
    onOutput((entry) => this.#write(entry));
    onListening((server, port) => this.#listen(server, port));
    onProcessExit((exit) => this.#end(programError(exit)));
    self.addEventListener('error', (event) => {
      event.preventDefault();
      this.#uncaught('uncaughtException', event.error);
    });
    self.addEventListener('unhandledrejection', (event) => {
      event.preventDefault();
      this.#uncaught('unhandledRejection', event.reason);
    });
  }

  /** Whether a program waits to be run, or was. */
  get isWanted(): boolean {
    return this.#isWanted;
  }

  handle(message: AppRequest): void {
    if (message.kind === 'settle') {
      setImmediate(() => {
        const trace = takeTrace();
        if (trace !== undefined) this.#link.send({ kind: 'trace', ...trace });
        this.#link.send({ kind: 'settled', id: message.id });
      });
      return;
    }
    if (message.kind === 'module') return takeModule(message.name, message.text);
    if (message.kind === 'no-module') return takeModule(message.name, undefined, message.message);
    if (message.kind === 'hurry') {
      this.#isWanted = true;
      return;
    }
    if (message.kind === 'prepare') {
      // One that cannot be had is asked for again when it is imported.
      for (const name of message.modules) loadPackage(name)?.catch(() => undefined);
      precompile(message.files);
      void warmUp(() => this.#isWanted);
      return;
    }
    if (message.kind === 'ping') return this.#link.send({ kind: 'pong', id: message.id });
    if (message.kind === 'hang-up') return this.#watched.get(message.id)?.hangUp();
    if (message.kind === 'clock') return setClock(message.ahead);
    if (message.kind === 'services') return setConditions(message.services);
    if (message.kind === 'advance') {
      void advanceClock(message.milliseconds).then(() =>
        this.#link.send({ kind: 'advanced', id: message.id }),
      );
      return;
    }
    this.#lines = 0;
    if (message.kind === 'start') {
      this.#isWanted = true;
      setClock(message.clock);
      setConditions(message.services);
      Object.assign(process.env, message.environment);
      process.argv[1] = `/app/${message.entry}`;
      onConnect(message.database);
      this.#load(message.files, message.entry, message.environment).then(
        () => this.#link.send({ kind: 'evaluated' }),
        (error: unknown) => {
          if (!(error instanceof ProcessExit))
            this.#link.send({ kind: 'failed', error: programError(error) });
        },
      );
    } else {
      this.#answer(message.id, message.request, message.isWatched);
    }
  }

  /** The program, after its services: each is told another port to listen on. */
  async #load(
    files: SourceFiles,
    entry: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<void> {
    for (const service of findServices(files)) {
      process.env.PORT = String(service.port);
      await loadProgram(files, service.entry);
    }
    process.env.PORT = environment.PORT;
    await loadProgram(files, entry);
  }

  #answer(id: number, request: HttpRequest, isWatched: boolean): void {
    if (this.#server === undefined) {
      const error = { name: 'ConnectionRefused', message: 'No server listens any more.', frames: [] };
      this.#link.send({ kind: 'reset', id, error });
      return;
    }
    const onBegin = (flow: Flow) => {
      this.#watched.set(
        id,
        watch(flow, (part) => this.#link.send({ kind: 'part', id, part })),
      );
    };
    dispatch(this.#server, request, isWatched ? onBegin : undefined).then(
      (response) => {
        this.#watched.get(id)?.end();
        this.#watched.delete(id);
        this.#respond(id, response);
      },
      (error: unknown) => {
        this.#watched.get(id)?.end();
        this.#watched.delete(id);
        this.#link.send({ kind: 'reset', id, error: programError(error) });
      },
    );
  }

  #respond(id: number, response: HttpResponse): void {
    if (response.bytes > BUDGET.bodyBytes) {
      const megabytes = (response.bytes / 1024 / 1024).toFixed(0);
      this.#link.send({
        kind: 'flood',
        message: `The body of the response has ${megabytes} MB; 16 MB are the most.`,
      });
      return;
    }
    this.#link.send({ kind: 'response', id, response });
  }

  #listen(server: Server, port: number): void {
    if (isServicePort(port)) return;
    this.#server ??= server;
    if (this.#server === server) this.#link.send({ kind: 'listening', port });
  }

  #uncaught(event: 'uncaughtException' | 'unhandledRejection', thrown: unknown): void {
    if (thrown instanceof ProcessExit || this.#hasEnded) return;
    if (process.listenerCount(event) > 0) {
      process.emit(event, thrown);
      return;
    }
    const error = programError(thrown);
    const place = error.position === undefined ? {} : { position: error.position };
    this.#write({ level: 'error', text: `Uncaught ${error.name}: ${error.message}`, ...place, error });
    this.#end(error);
  }

  /** Says that Node's process would be gone now; the host ends this worker. */
  #end(error: ProgramError): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#link.send({ kind: 'ended', error });
  }

  #write(entry: LogEntry): void {
    this.#lines++;
    if (this.#lines > BUDGET.logLines) {
      if (this.#lines === BUDGET.logLines + 1) {
        const most = BUDGET.logLines.toLocaleString('en');
        this.#link.send({ kind: 'flood', message: `The program wrote more than ${most} lines to its log.` });
      }
      return;
    }
    const { text } = entry;
    const cut =
      text.length > BUDGET.logCharacters
        ? `${text.slice(0, BUDGET.logCharacters)} … (${text.length} characters)`
        : text;
    this.#link.send({ kind: 'log', entry: { ...entry, text: cut } });
  }
}
