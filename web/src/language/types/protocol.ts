import type { SourceFiles } from '../../../../lessons/runtime/playground.ts';

/** What TypeScript says about some characters of a file. */
export interface TypeError {
  /** TypeScript's number: 2322 is what it calls TS2322. */
  readonly code: number;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

/** The type errors of each file, by path. */
export interface TypeCheck {
  readonly errors: Readonly<Record<string, readonly TypeError[]>>;
  readonly milliseconds: number;
}

/** A place in a program: UTF-16 units from the beginning of a file. */
export interface Place {
  readonly path: string;
  readonly offset: number;
}

/** A name that may stand at a place. */
export interface Suggestion {
  readonly name: string;
  /** What TypeScript calls it: 'method', 'interface', 'keyword'. */
  readonly kind: string;
  /** Orders suggestions, most likely first. */
  readonly order: string;
  /** Where it must be imported from. */
  readonly source?: string;
  readonly isDeprecated: boolean;
}

/** Code in pieces, each with what TypeScript calls it: 'keyword', 'parameterName'. */
export type CodeText = readonly { readonly text: string; readonly kind: string }[];

/** A name's type, and what its author wrote about it, in Markdown. */
export interface Explanation {
  readonly code: CodeText;
  readonly documentation: string;
  readonly tags: readonly { readonly name: string; readonly text: string }[];
}

export interface HoverText extends Explanation {
  readonly from: number;
  readonly to: number;
}

/** Text that takes the place of other text. */
export interface Insertion {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** What more there is to say of a suggestion, and the import that it needs. */
export interface SuggestionDetails extends Explanation {
  readonly changes: readonly Insertion[];
}

/** The parameters of the call around a place. */
export interface ParameterHint {
  /** Where the arguments begin. */
  readonly from: number;
  readonly before: CodeText;
  readonly parameters: readonly CodeText[];
  readonly after: CodeText;
  /** The one that is being written. */
  readonly current: number;
  readonly documentation: string;
  readonly overloads: number;
}

/** Where a name is defined: in the program, or in a package. */
export type Definition =
  | { readonly kind: 'file'; readonly file: string; readonly line: number; readonly column: number }
  | { readonly kind: 'package'; readonly name: string };

/** What the page may ask. Every question is about the files that were sent last. */
export interface TypeQuestions {
  /** Undefined when other files were sent meanwhile. */
  check(): TypeCheck | undefined;
  suggest(place: Place): readonly Suggestion[];
  describe(place: Place, name: string, source: string | undefined): SuggestionDetails | undefined;
  hover(place: Place): HoverText | undefined;
  parameters(place: Place): ParameterHint | undefined;
  define(place: Place): Definition | undefined;
}

export type QuestionName = keyof TypeQuestions;

/** Page to worker. */
export type ToTypes =
  | { readonly kind: 'files'; readonly files: SourceFiles }
  | {
      readonly kind: 'question';
      readonly id: number;
      readonly name: QuestionName;
      readonly parameters: readonly unknown[];
    };

/** Worker to page. */
export type FromTypes =
  | { readonly kind: 'ready'; readonly version: string }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string };
