import type { StatementRecord } from './database.ts';
import type { HttpRequest, HttpResponse, ResponseChunk } from './http.ts';

/** Paths relative to the program's folder ('users.ts') and their texts. */
export type SourceFiles = Readonly<Record<string, string>>;

export interface SourcePosition {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** An error of the learner's program: what happened, where in their own files, and what to do when we know. */
export interface ProgramError {
  readonly name: string;
  readonly message: string;
  readonly position?: SourcePosition;
  /** The learner's own frames only, innermost first. */
  readonly frames: readonly SourcePosition[];
  readonly advice?: string;
}

export interface LogEntry {
  readonly level: 'debug' | 'log' | 'info' | 'warn' | 'error';
  readonly text: string;
  readonly position?: SourcePosition;
  /** Set for errors that nothing caught. */
  readonly error?: ProgramError;
}

export type StartResult =
  | {
      readonly kind: 'listening';
      readonly port: number;
      readonly milliseconds: number;
      readonly logs: readonly LogEntry[];
    }
  | { readonly kind: 'failed'; readonly error: ProgramError; readonly logs: readonly LogEntry[] }
  | { readonly kind: 'stopped'; readonly reason: StopReason; readonly logs: readonly LogEntry[] };

/** Why the playground ended a program. */
export type StopReason =
  | { readonly kind: 'deadline'; readonly milliseconds: number; readonly waitingFor: 'program' | 'database' }
  | { readonly kind: 'flood'; readonly message: string }
  | { readonly kind: 'crash'; readonly message: string };

export type Outcome =
  | { readonly kind: 'response'; readonly response: HttpResponse }
  /** The app threw while answering, or could not be started with these files. */
  | { readonly kind: 'failed'; readonly error: ProgramError }
  | { readonly kind: 'stopped'; readonly reason: StopReason };

/** What becomes of a call to a service: a number is a status that answers in the service's place. */
export type ServiceOutcome =
  | 'answer'
  /** Nobody listens. */
  | 'refuse'
  /** The connection breaks before the service has heard anything. */
  | 'lose-request'
  /** The service does its work, and the connection breaks before its answer arrives. */
  | 'lose-response'
  /** No answer comes, ever. */
  | 'hang'
  | number;

/** How the way to a service is. */
export interface ServiceConditions {
  /** Milliseconds before a request arrives. */
  readonly latency?: number;
  /** One a call, in turn; the last holds for all calls that follow. None: every call is answered. */
  readonly outcomes?: readonly ServiceOutcome[];
}

/** A call of the program to one of its services, as the program tells of it. */
export interface ServiceCall {
  readonly method: string;
  readonly url: string;
  /** In milliseconds since 1970 by the computer's own clock. */
  readonly began: number;
  readonly milliseconds: number;
  /** The status, or why there is none. */
  readonly outcome: number | string;
  readonly position?: SourcePosition;
}

/** A request and all that came of it. */
export interface Exchange {
  readonly request: HttpRequest;
  readonly outcome: Outcome;
  readonly statements: readonly StatementRecord[];
  readonly logs: readonly LogEntry[];
  readonly milliseconds: number;
  /** In the order in which they ended. */
  readonly calls?: readonly ServiceCall[];
  /** In milliseconds since 1970 by the computer's own clock. */
  readonly began?: number;
  /** The pieces in which a response came that was watched and took its time; of a long one, the first. */
  readonly chunks?: readonly ResponseChunk[];
}
