import type { AttackProgress, AttackReport } from '../../../lessons/runtime/attack/attack.ts';
import type {
  DatabaseSource,
  EngineState,
  Exchange,
  LogEntry,
  HttpRequest,
  LoadProgress,
  ProgramError,
  ResponseChunk,
  ResponsePart,
  SourceFiles,
  SourcePosition,
  StopReason,
  TypedSql,
} from '../../../lessons/runtime/playground.ts';
import type { FileFindings } from '../language/protocol.ts';
import type { TypeCheck } from '../language/types/protocol.ts';
import type { Burst } from '../request/burst.ts';
import { emptyJar, type CookieJar } from '../request/cookies/cookie.ts';
import { draftOf, type RequestDraft } from '../request/draft.ts';
import type { CheckRow } from './check-rows.ts';
import { noSteps, type SteppingState } from './stepping-state.ts';
import type { ServiceSettings } from './service-settings.ts';
import type { Project } from './project.ts';

export type ProgramState =
  | { readonly kind: 'none' }
  | { readonly kind: 'starting' }
  /** `files` are the texts it was started with: when they differ from the editor's, it starts again. */
  | { readonly kind: 'listening'; readonly files: SourceFiles; readonly milliseconds: number }
  | { readonly kind: 'failed'; readonly error: ProgramError }
  | { readonly kind: 'stopped'; readonly reason: StopReason };

/** Whether the playground is there at all. */
export type Connection =
  /** Nothing runs before the reader says so. */
  | { readonly kind: 'held' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'failed'; readonly message: string };

/** Who sent a request. */
export type Sender = 'learner' | 'attack' | 'checks';

export interface RecordedExchange {
  readonly id: number;
  readonly sender: Sender;
  readonly exchange: Exchange;
  /** The exchange whose redirect this one followed. */
  readonly followed?: number;
}

/** A response that is coming. */
export interface LiveResponse {
  readonly request: HttpRequest;
  readonly head: NonNullable<ResponsePart['head']>;
  readonly chunks: readonly ResponseChunk[];
}

export type AttackState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly progress: AttackProgress }
  | { readonly kind: 'done'; readonly report: AttackReport }
  | { readonly kind: 'broken'; readonly message: string };

export type Activity = 'sending' | 'checking' | 'attacking' | 'waiting' | 'querying';

/** What took the place of the reader's files. */
export type Replacement = 'reset' | 'solution' | 'removal' | 'link';

/** What was replaced: enough to bring it back. */
export interface Replaced {
  readonly by: Replacement;
  readonly files: SourceFiles;
}

/** A place in the code that the editor is asked to show; a new object each time. */
export interface Jump {
  readonly position: SourcePosition;
}

export interface SessionState {
  readonly project: Project;
  readonly files: SourceFiles;
  readonly openPath: string;
  readonly replaced: Replaced | undefined;
  readonly jump: Jump | undefined;
  readonly connection: Connection;
  readonly engine: EngineState;
  readonly program: ProgramState;
  readonly activity: Activity | undefined;
  readonly draft: RequestDraft;
  /** The latest, oldest first. */
  readonly exchanges: readonly RecordedExchange[];
  readonly exchangeCount: number;
  /** The exchange that response, SQL, plan and log are about. */
  readonly shownExchange: number | undefined;
  /** Its statement that the plan is about; without one, the slowest. */
  readonly shownStatement: number | undefined;
  /** The response that comes in parts just now. */
  readonly live: LiveResponse | undefined;
  readonly jar: CookieJar;
  readonly followsRedirects: boolean;
  /** The latest requests that were sent at once, and whether they are shown as one. */
  readonly burst: Burst | undefined;
  readonly isBurstShown: boolean;
  readonly startLogs: readonly LogEntry[];
  readonly checks: readonly CheckRow[];
  /** What the verdicts are about. */
  readonly checkedFiles: SourceFiles | undefined;
  readonly attack: AttackState;
  readonly hintsShown: number;
  readonly isSolved: boolean;
  readonly findings: Readonly<Record<string, FileFindings>>;
  readonly linter: LinterState;
  /** What TypeScript found last, and in which texts. */
  readonly typeCheck: CheckedTypes | undefined;
  readonly types: TypesState;
  /** False once the browser refused to keep the learner's work. */
  readonly isWorkKept: boolean;
  /** SQL of the prompt, oldest first. */
  readonly typed: readonly TypedEntry[];
  /** SQL sessions side by side. */
  readonly stepping: SteppingState;
  /** Milliseconds by which the program's clock and the database's are ahead. */
  readonly clock: number;
  /** How the way to each service is set, by name. */
  readonly services: Readonly<Record<string, ServiceSettings>>;
  /** Increases when the data may have changed, so that open tables read it again. */
  readonly dataVersion: number;
  /** How far a database is that takes long to be made. */
  readonly loading: LoadProgress | undefined;
  /** What the data were made of, when that is known. */
  readonly made: DatabaseSource | undefined;
  /** Why the files' own data are not there. */
  readonly dataRefusal: ProgramError | undefined;
}

export type LinterState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'ready'; readonly version: string }
  | { readonly kind: 'failed'; readonly message: string };

export interface CheckedTypes extends TypeCheck {
  readonly files: SourceFiles;
}

export type TypesState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'loading' }
  /** Its worker ended without being asked, and was started anew. */
  | { readonly kind: 'restarting' }
  | { readonly kind: 'ready'; readonly version: string }
  | { readonly kind: 'failed'; readonly message: string };

/** SQL that was typed, and what came of it. */
export interface TypedEntry extends TypedSql {
  readonly sql: string;
  /** Why the database could not even be asked. */
  readonly failure?: string;
}

/** Typed SQL older than this is dropped, oldest first. */
export const typedKept = 100;

export function initialState(
  project: Project,
  checks: readonly { readonly id: string; readonly title: string }[],
  openPath: string | undefined,
): SessionState {
  const { files, hintsShown, isSolved } = project.readWork();
  const [first] = project.requestsOf(files).requests;
  return {
    project,
    files,
    openPath: openPath !== undefined && Object.hasOwn(files, openPath) ? openPath : project.open,
    replaced: undefined,
    jump: undefined,
    connection: { kind: 'connecting' },
    engine: { kind: 'loading' },
    program: { kind: 'none' },
    activity: undefined,
    draft: draftOf(first?.request ?? { method: 'GET', path: '/' }),
    exchanges: [],
    exchangeCount: 0,
    shownExchange: undefined,
    shownStatement: undefined,
    live: undefined,
    jar: emptyJar,
    followsRedirects: false,
    burst: undefined,
    isBurstShown: false,
    startLogs: [],
    checks: checks.map(({ id, title }) => ({ id, title, state: { kind: 'open' } })),
    checkedFiles: undefined,
    attack: { kind: 'idle' },
    hintsShown: Math.min(hintsShown, project.hints),
    isSolved,
    findings: {},
    linter: { kind: 'waiting' },
    typeCheck: undefined,
    types: { kind: 'waiting' },
    isWorkKept: true,
    typed: [],
    stepping: noSteps,
    clock: 0,
    services: {},
    dataVersion: 0,
    loading: undefined,
    made: undefined,
    dataRefusal: undefined,
  };
}

/** Puts these files in place of all: a file that is shown is one of them, and findings are about them. */
export function withFiles(
  { project, openPath, findings }: SessionState,
  files: SourceFiles,
  open = openPath,
): Pick<SessionState, 'files' | 'openPath' | 'findings'> {
  return {
    files,
    openPath: Object.hasOwn(files, open) ? open : project.open,
    findings: Object.fromEntries(Object.entries(findings).filter(([path]) => Object.hasOwn(files, path))),
  };
}

/** Whether the verdicts are about other texts than those in the editor. */
export function isOutdated({ checkedFiles, files }: SessionState): boolean {
  return (
    checkedFiles !== undefined && Object.entries(files).some(([path, text]) => checkedFiles[path] !== text)
  );
}

/** Does the program that listens run these very texts? */
export function isCurrent(program: ProgramState, files: SourceFiles): boolean {
  return program.kind === 'listening' && program.files === files;
}
