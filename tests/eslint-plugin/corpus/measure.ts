/**
 * Measures the rules on real back ends against labels given by reading.
 *
 *   npx tsx tests/eslint-plugin/corpus/measure.ts <folder> [--set tuning|held-out|second-held-out|third-held-out|fourth-held-out|fifth-held-out|sixth-held-out|seventh-held-out|eighth-held-out|ninth-held-out|tenth-held-out|eleventh-held-out|twelfth-held-out|thirteenth-held-out|fourteenth-held-out|fifteenth-held-out|sixteenth-held-out|seventeenth-held-out|eighteenth-held-out|nineteenth-held-out|twentieth-held-out|twenty-first-held-out|twenty-second-held-out|twenty-third-held-out|twenty-fourth-held-out|twenty-fifth-held-out|strict|strict-unseen] [--rule name] [--list] [--json]
 *
 * The folder holds one checkout for each repository, named `owner+name`, at the pinned commit.
 * `--list` prints every false alarm, every finding without a label and every miss; `--json` prints the figures.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { rules } from '../../../eslint-plugin/src/rules/index.ts';
import { lint } from '../lint.ts';
import {
  HELD_OUT,
  readHeldOutSet,
  readStrictSets,
  readTuningSet,
  type Finding,
  type LabelledSet,
} from './corpus.ts';

const [folder, ...flags] = process.argv.slice(2);
if (!folder || !existsSync(folder)) {
  console.error('Give the folder with the checkouts: npx tsx tests/eslint-plugin/corpus/measure.ts <folder>');
  process.exit(1);
}
const valueOf = (flag: string): string | undefined =>
  flags.includes(flag) ? flags[flags.indexOf(flag) + 1] : undefined;
const isList = flags.includes('--list');
const isJson = flags.includes('--json');
const onlyRule = valueOf('--rule');
const onlySet = valueOf('--set');

const SKIPPED =
  /(?:^|\/)(?:node_modules|dist|build|out|public|vendor|coverage|\.git|\.next)\/|\.min\.|\.d\.ts$/;

/** The rules that have labels in a set. */
function rulesOf({ preset }: LabelledSet): string[] {
  return rules
    .filter(({ name, meta }) => (onlyRule ? name === onlyRule : meta.docs?.preset === preset))
    .map(({ name }) => name);
}

function listFiles(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => /\.[cm]?[jt]sx?$/.test(file) && !SKIPPED.test(`/${file}`));
}

interface Looked {
  readonly findings: readonly Finding[];
  /** The files that were there to be read, each behind its repository. */
  readonly read: ReadonlySet<string>;
}

function findIn(folder: string, set: LabelledSet): Looked {
  const names = rulesOf(set);
  const findings: Finding[] = [];
  const read = new Set<string>();
  for (const { repo, files: chosen } of set.repositories) {
    const root = join(folder, repo.replace('/', '+'));
    if (!existsSync(root)) {
      console.error(`${repo} is missing: put its checkout into ${root}.`);
      continue;
    }
    for (const file of chosen ?? listFiles(root)) {
      if (!existsSync(join(root, file))) {
        console.error(`${repo} ${file} is missing: its labels do not count.`);
        continue;
      }
      const code = readFileSync(join(root, file), 'utf8');
      if (code.length > 1_000_000) continue;
      read.add(`${repo} ${file}`);
      const lines = code.split('\n');
      for (const { ruleId, line, column } of lint(code, names, {
        filename: file.replace(/\.[cm]([jt]s)$/, '.$1'),
        cwd: root,
        ...(set.preset === 'strict' ? { preset: 'strict' as const } : {}),
      })) {
        if (!ruleId?.startsWith('backend-patterns/')) continue;
        const rule = ruleId.slice('backend-patterns/'.length);
        const text = lines[line - 1]?.trim().slice(0, 160) ?? '';
        findings.push({ repo, file, line, column, rule, text });
      }
    }
  }
  return { findings, read };
}

const percent = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((1000 * part) / whole) / 10;

function measure(folder: string, set: LabelledSet) {
  const { findings, read } = findIn(folder, set);
  const isRead = ({ repo, file }: { repo: string; file: string }): boolean => read.has(`${repo} ${file}`);
  const names = rulesOf(set);
  const judged = findings.map((finding) => ({ ...finding, verdict: set.judge(finding) }));
  const misses = set.findMisses(findings).filter((miss) => names.includes(miss.rule) && isRead(miss));
  if (isList) {
    for (const { verdict, rule, repo, file, line, column, text } of judged) {
      if (verdict !== 'wrong' && verdict !== 'unlabelled') continue;
      console.log(`${verdict} ${rule} ${repo} ${file}:${line}:${column} ${text}`);
    }
    for (const { rule, repo, file, line, reason } of misses) {
      console.log(`missed ${rule} ${repo} ${file}:${line} ${reason}`);
    }
  }
  const figures = names.map((rule) => {
    const of = judged.filter((finding) => finding.rule === rule);
    // One line counts once: a statement with three holes is one place, as it is for the reader.
    const count = (verdict: string): number =>
      new Set(
        of.filter((one) => one.verdict === verdict).map(({ repo, file, line }) => `${repo} ${file} ${line}`),
      ).size;
    const expected = set.expected.filter((place) => place.rule === rule && isRead(place)).length;
    const missed = misses.filter((miss) => miss.rule === rule).length;
    const right = expected - missed;
    return {
      rule,
      expected,
      right,
      missed,
      wrong: count('wrong'),
      unlabelled: count('unlabelled'),
      precision: percent(right, right + count('wrong')),
      recall: percent(right, expected),
    };
  });
  return { set: set.name, repositories: set.repositories.length, files: read.size, figures };
}

const results = [readTuningSet(), ...HELD_OUT.map((name) => readHeldOutSet(name)), ...readStrictSets()]
  .filter(({ name }) => !onlySet || name === onlySet)
  .map((set) => measure(folder, set));
if (isJson) {
  console.log(JSON.stringify(results, null, 2));
} else {
  for (const { set, repositories, files, figures } of results) {
    console.log(`\n${set}: ${files} files of ${repositories} repositories; precision and recall in percent`);
    console.table(Object.fromEntries(figures.map(({ rule, ...rest }) => [rule, rest])));
  }
}
