import type { JSONSchema, TSESLint } from '@typescript-eslint/utils';
import { rememberFile } from './ast/imported-declaration.ts';
import type { SourceCode } from './ast/node.ts';
import { rulePage } from './rule-page.ts';

/**
 * Which preset a rule is in first: `recommended` is certain enough for any team, `strict` asks for a decision, and
 * `all` holds besides what depends on programs that the code does not show.
 */
export type Preset = 'recommended' | 'strict' | 'all';

/** What a rule is about; there is a preset for each. */
export type Topic = 'sql' | 'schema' | 'rest' | 'auth';

export interface RuleDocs {
  readonly description: string;
  readonly preset: Preset;
  readonly topic: Topic;
  /** The options with which `strict` has the rule, where they are not its own defaults. */
  readonly strictOptions?: Readonly<Record<string, unknown>>;
}

export type Rule<Options extends readonly unknown[] = readonly unknown[]> = TSESLint.RuleModule<
  string,
  Options,
  RuleDocs
> & {
  readonly name: string;
};

export type RuleContext<Options extends readonly unknown[] = readonly unknown[]> = Readonly<
  TSESLint.RuleContext<string, Options>
>;

interface RuleDefinition<Options extends readonly unknown[]> extends RuleDocs {
  readonly name: string;
  readonly type?: 'problem' | 'suggestion';
  readonly messages: Readonly<Record<string, string>>;
  readonly schema?: readonly JSONSchema.JSONSchema4[];
  readonly defaultOptions?: Options;
  readonly hasSuggestions?: boolean;
  readonly fixable?: 'code';
  /** Whether a file could concern the rule at all, told from its text at a glance; without it every file could. */
  readonly mayConcern?: (sourceCode: SourceCode) => boolean;
  /** Looks at a whole file once; what it needs is gathered once per file and shared with the other rules. */
  readonly check: (context: RuleContext<Options>, report: (finding: Finding) => void) => void;
}

/** What is wrong, and on which characters. */
export interface Finding {
  readonly messageId: string;
  readonly range: readonly [start: number, end: number];
  readonly data?: Readonly<Record<string, string>>;
  readonly suggest?: readonly Suggestion[];
  readonly fix?: TSESLint.ReportFixFunction;
}

export interface Suggestion {
  readonly messageId: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly fix: TSESLint.ReportFixFunction;
}

/** What a rule listens to in a file that does not concern it. */
const NOTHING: TSESLint.RuleListener = {};

/** Makes a rule that looks at a file as a whole, and says each thing about each place once. */
export function defineRule<Options extends readonly unknown[] = readonly []>(
  definition: RuleDefinition<Options>,
): Rule {
  const { name, description, preset, topic, strictOptions, mayConcern } = definition;
  const defaultOptions = definition.defaultOptions ?? [];
  const rule: TSESLint.RuleModule<string, Options, RuleDocs> & { name: string } = {
    name,
    meta: {
      type: definition.type ?? 'problem',
      docs: {
        description,
        preset,
        topic,
        ...(strictOptions ? { strictOptions } : {}),
        url: rulePage(name),
      },
      messages: definition.messages,
      schema: definition.schema ?? [],
      defaultOptions: defaultOptions as unknown as Options,
      ...(definition.hasSuggestions ? { hasSuggestions: true } : {}),
      ...(definition.fixable ? { fixable: definition.fixable } : {}),
    },
    defaultOptions: defaultOptions as unknown as Options,
    create(context) {
      if (mayConcern?.(context.sourceCode) === false) return NOTHING;
      const look = (): void => {
        const said = new Set<string>();
        rememberFile(context.sourceCode, context);
        definition.check(context, ({ messageId, range, data, suggest, fix }) => {
          const key = `${messageId} ${range[0]} ${range[1]}`;
          if (said.has(key)) return;
          said.add(key);
          const { sourceCode } = context;
          context.report({
            messageId,
            loc: { start: sourceCode.getLocFromIndex(range[0]), end: sourceCode.getLocFromIndex(range[1]) },
            data,
            ...(suggest && suggest.length > 0
              ? { suggest: suggest.map((suggestion) => ({ ...suggestion })) }
              : {}),
            ...(fix ? { fix } : {}),
          });
        });
      };
      return { Program: look, SqlFile: look };
    },
  };
  return rule as unknown as Rule;
}
