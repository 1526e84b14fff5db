import type {
  Exchange,
  HttpRequest,
  LogEntry,
  Outcome,
  ResponseChunk,
  ServiceCall,
  StatementRecord,
} from '../playground.ts';
import type { ProbedDeadline } from './deadline.ts';
import { SentStatements } from './sent-statements.ts';

/** A request under way. */
export interface Flight {
  readonly logs: LogEntry[];
  readonly statements: StatementRecord[];
  readonly calls: ServiceCall[];
  readonly isWatched: boolean;
  clock: ProbedDeadline;
  /** Of a watched response that takes its time, what has come. */
  chunks: ResponseChunk[] | undefined;
  /** What the program answered, while the database's records are still on their way. */
  answer: Outcome | undefined;
  settle(): void;
  finish(outcome: Outcome): void;
}

/**
 * The requests under way, and what comes of each. Nothing tells which of them a line or a statement belongs to:
 * the oldest has them, and what comes while there is none is the next one's.
 */
export class Flights {
  readonly #flights = new Map<number, Flight>();
  readonly #trace = new SentStatements();
  #logs: LogEntry[] = [];
  #statements: StatementRecord[] = [];

  /** Begins one; resolves with all that came of it when it is finished. */
  begin(id: number, request: HttpRequest, isWatched: boolean, clock: ProbedDeadline): Promise<Exchange> {
    const began = performance.now();
    return new Promise((resolve) => {
      const flight: Flight = {
        logs: this.takeLogs(),
        statements: this.#statements.splice(0),
        calls: [],
        isWatched,
        clock,
        chunks: undefined,
        answer: undefined,
        settle: () => undefined,
        finish: (outcome) => {
          flight.clock.hold();
          this.#flights.delete(id);
          const { logs, calls, chunks } = flight;
          resolve({
            request,
            outcome,
            statements: this.#trace.withPositions(flight.statements),
            logs,
            milliseconds: performance.now() - began,
            calls,
            began: performance.timeOrigin + began,
            ...(chunks && { chunks }),
          });
        },
      };
      this.#flights.set(id, flight);
    });
  }

  get isEmpty(): boolean {
    return this.#flights.size === 0;
  }

  get(id: number): Flight | undefined {
    return this.#flights.get(id);
  }

  all(): readonly (readonly [id: number, flight: Flight])[] {
    return [...this.#flights];
  }

  addLog(entry: LogEntry): void {
    (this.#oldest()?.logs ?? this.#logs).push(entry);
  }

  addStatement(record: StatementRecord): void {
    (this.#oldest()?.statements ?? this.#statements).push(record);
  }

  addTrace(statements: Parameters<SentStatements['add']>[0], calls: readonly ServiceCall[]): void {
    this.#trace.add(statements);
    this.#oldest()?.calls.push(...calls);
  }

  /** Log lines that no request has taken yet. */
  takeLogs(): LogEntry[] {
    return this.#logs.splice(0);
  }

  /** What a start has sent is nobody's. */
  dropStatements(): void {
    this.#statements = [];
  }

  #oldest(): Flight | undefined {
    return this.#flights.values().next().value;
  }
}
