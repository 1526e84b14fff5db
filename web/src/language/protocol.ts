/** A change of a file's text, in UTF-16 units. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** A way to mend a finding: ESLint's fix, or one of its suggestions. */
export interface QuickFix {
  readonly title: string;
  readonly change: TextChange;
}

/** What the linter says about some characters of a file. */
export interface LintFinding {
  /** Without the plugin's prefix; undefined when the file does not parse. */
  readonly rule: string | undefined;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly from: number;
  readonly to: number;
  readonly fixes: readonly QuickFix[];
  /** The rule's page. */
  readonly page: string | undefined;
}

/** The findings in one file, and the text they were found in. */
export interface FileFindings {
  readonly text: string;
  readonly findings: readonly LintFinding[];
  readonly milliseconds: number;
}

/** Page to worker: lint this text. */
export interface LintRequest {
  readonly id: number;
  readonly path: string;
  readonly text: string;
  /** Of the lesson, beside the recommended ones; without the plugin's prefix. */
  readonly rules: readonly string[];
}

/** Worker to page: ready, or what a request gave. */
export type LintAnswer =
  | { readonly kind: 'ready'; readonly version: string }
  | {
      readonly kind: 'findings';
      readonly id: number;
      readonly findings: readonly LintFinding[];
      readonly milliseconds: number;
    };
