import type { DatabaseSource, Engine, HttpRequest } from '../runtime/playground.ts';

/** A piece of a lesson's prose: Markdown made HTML at build time, or the place where the attack shows itself. */
export type ProseBlock = { readonly kind: 'html'; readonly html: string } | { readonly kind: 'attack' };

export interface LessonFile {
  /** 'users.ts' */
  readonly path: string;
  readonly text: string;
  /** Others are shown, but locked. */
  readonly editable: boolean;
}

export interface SavedRequest {
  readonly name: string;
  readonly request: HttpRequest;
}

export interface DeclaredFinding {
  /** Without the plugin's prefix: 'no-dynamic-order-by'. */
  readonly rule: string;
  readonly file: string;
  /** The characters it points at: '${sortBy}'. */
  readonly at: string;
}

export interface LessonPart {
  readonly id: string;
  readonly title: string;
  readonly level: 1 | 2 | 3;
  /** Ids of parts that help to have done. */
  readonly needs: readonly string[];
}

/** What the list of lessons says of one. */
export interface LessonSummary {
  /** Unique in the course, part of the address: 'sort-without-injection'. */
  readonly id: string;
  readonly title: string;
  readonly part: LessonPart;
  /** Place within its part, from 1, and how many there are. */
  readonly position: number;
  readonly count: number;
  readonly minutes: number;
  readonly rules: readonly string[];
  /** Ids of lessons that help to have done. */
  readonly needs: readonly string[];
}

/** All of a lesson but its code for checks and attack, which are modules of their own. */
export interface Lesson extends LessonSummary {
  readonly prose: readonly ProseBlock[];
  readonly files: readonly LessonFile[];
  /** The module that calls listen(). */
  readonly entry: string;
  /** The file shown first. */
  readonly open: string;
  readonly database: DatabaseSource;
  /** Where its answers are verified. */
  readonly engines: readonly Engine[];
  readonly requests: readonly SavedRequest[];
  /** HTML, weakest first. */
  readonly hints: readonly string[];
  /** Whole text of every file that the solution changes. */
  readonly solution: Readonly<Record<string, string>>;
  /** HTML: why this solution. */
  readonly solutionReason: string;
  readonly findings: readonly DeclaredFinding[];
  /** Of the original skill, which it teaches: 'D48'. */
  readonly defects: readonly string[];
  /** File and section of the skill that has it right: 'queries.md § Pages'. */
  readonly skill: readonly string[];
}
