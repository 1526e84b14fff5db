import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a rule reported something, by line and column of the file. */
export interface Finding {
  readonly repo: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  /** The beginning of the line. */
  readonly text: string;
}

/** What people who read the code say about a finding; `open` where the page of the rule allows both. */
export type Verdict = 'right' | 'wrong' | 'open' | 'unlabelled';

/** A place that a rule should report, and that it did not. */
export interface Miss {
  readonly repo: string;
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly reason: string;
}

/** The sets whose files were labelled before the rules first ran on them. */
export const HELD_OUT = [
  'held-out',
  'second-held-out',
  'third-held-out',
  'fourth-held-out',
  'fifth-held-out',
  'sixth-held-out',
  'seventh-held-out',
  'eighth-held-out',
  'ninth-held-out',
  'tenth-held-out',
  'eleventh-held-out',
  'twelfth-held-out',
  'thirteenth-held-out',
  'fourteenth-held-out',
  'fifteenth-held-out',
  'sixteenth-held-out',
  'seventeenth-held-out',
  'eighteenth-held-out',
  'nineteenth-held-out',
  'twentieth-held-out',
  'twenty-first-held-out',
  'twenty-second-held-out',
  'twenty-third-held-out',
  'twenty-fourth-held-out',
  'twenty-fifth-held-out',
] as const;

export type HeldOutName = (typeof HELD_OUT)[number];

export interface LabelledSet {
  readonly name: 'tuning' | HeldOutName | 'strict' | 'strict-unseen';
  /** The rules that were labelled. */
  readonly preset: 'recommended' | 'strict';
  readonly repositories: readonly {
    readonly repo: string;
    readonly commit: string;
    /** The files that people read; every file of the repository when left out. */
    readonly files?: readonly string[];
  }[];
  judge(finding: Finding): Verdict;
  /** The places that should be reported. */
  readonly expected: readonly Miss[];
  findMisses(findings: readonly Finding[]): Miss[];
}

interface TuningLabel {
  readonly repo: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly label: boolean;
  readonly reason: string;
}

interface TuningFile {
  readonly repositories: readonly { readonly repo: string; readonly commit: string }[];
  readonly labels: readonly TuningLabel[];
}

interface HeldOutLabel {
  /** The lines of which one is to be reported, or all lines of the file. */
  readonly lines: readonly number[] | 'any';
  readonly rule: string;
  readonly expected: 'report' | 'silent' | 'open';
  readonly reason?: string;
}

interface HeldOutFile {
  readonly repositories: readonly {
    readonly repo: string;
    readonly commit: string;
    readonly files: readonly {
      readonly file: string;
      /** The rules for which the file was read; all of them when left out. */
      readonly rules?: readonly string[];
      readonly labels: readonly HeldOutLabel[];
    }[];
  }[];
}

interface StrictLabel {
  readonly repo: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly verdict: 'right' | 'wrong' | 'open';
}

interface StrictPart {
  readonly repositories: readonly { readonly repo: string; readonly commit: string }[];
  readonly labels: readonly StrictLabel[];
}

const read = (name: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'));

/** The repositories on which the rules were made: findings were labelled after the rules had run. */
export function readTuningSet(): LabelledSet {
  const { repositories, labels } = read('labels.json') as TuningFile;
  const labelOf = new Map(labels.map((label) => [placeOf(label), label.label]));
  const expected = labels.filter(({ label }) => label);
  return {
    name: 'tuning',
    preset: 'recommended',
    repositories,
    judge(finding) {
      const label = labelOf.get(placeOf(finding));
      return label === undefined ? 'unlabelled' : label ? 'right' : 'wrong';
    },
    expected,
    findMisses(findings) {
      const found = new Set(findings.map(placeOf));
      return expected.filter((label) => !found.has(placeOf(label)));
    },
  };
}

const placeOf = (place: Omit<Finding, 'text'>): string =>
  [place.repo, place.file, place.line, place.column, place.rule].join(' ');

/**
 * What the strict rules reported on back ends, some of it read: on those where they were mended, and on those where
 * they ran for the first time. What nobody read has no label.
 */
export function readStrictSets(): LabelledSet[] {
  const parts = read('strict.json') as Readonly<Record<'strict' | 'strict-unseen', StrictPart>>;
  return (['strict', 'strict-unseen'] as const).map((name) => {
    const { repositories, labels } = parts[name];
    const right = labels
      .filter(({ verdict }) => verdict === 'right')
      .map((label) => ({ ...label, reason: '' }));
    const verdictOf = new Map(labels.map((label) => [placeOf(label), label.verdict]));
    return {
      name,
      preset: 'strict',
      repositories: repositories.map(({ repo, commit }) => ({
        repo,
        commit,
        files: [...new Set(labels.filter((label) => label.repo === repo).map(({ file }) => file))],
      })),
      judge: (finding) => verdictOf.get(placeOf(finding)) ?? 'unlabelled',
      expected: right,
      findMisses(findings) {
        const found = new Set(findings.map(placeOf));
        return right.filter((label) => !found.has(placeOf(label)));
      },
    };
  });
}

/** Repositories whose files were read and labelled before the rules first ran on them. */
export function readHeldOutSet(name: HeldOutName): LabelledSet {
  const { repositories } = read(`${name}.json`) as HeldOutFile;
  const files = new Map(
    repositories.flatMap(({ repo, files }) => files.map((file) => [`${repo} ${file.file}`, file] as const)),
  );
  const covers = ({ lines }: Pick<HeldOutLabel, 'lines'>, line: number): boolean =>
    lines === 'any' || lines.includes(line);
  const expected = repositories.flatMap(({ repo, files }) =>
    files.flatMap(({ file, labels }) =>
      labels
        .filter((label) => label.expected === 'report')
        .map(({ rule, lines, reason = '' }) => {
          const line = lines === 'any' ? 1 : (lines[0] ?? 1);
          return { repo, file, rule, lines, line, reason };
        }),
    ),
  );
  return {
    name,
    preset: 'recommended',
    repositories: repositories.map(({ repo, commit, files }) => ({
      repo,
      commit,
      files: files.map(({ file }) => file),
    })),
    judge({ repo, file, rule, line }) {
      const read = files.get(`${repo} ${file}`);
      if (!read || (read.rules && !read.rules.includes(rule))) return 'open';
      const verdicts = read.labels
        .filter((label) => label.rule === rule && covers(label, line))
        .map(({ expected }) => expected);
      if (verdicts.includes('report')) return 'right';
      if (verdicts.includes('silent')) return 'wrong';
      return verdicts.includes('open') ? 'open' : 'wrong';
    },
    expected,
    findMisses: (findings) =>
      expected.filter(
        (label) =>
          !findings.some(
            ({ repo, file, rule, line }) =>
              repo === label.repo && file === label.file && rule === label.rule && covers(label, line),
          ),
      ),
  };
}
