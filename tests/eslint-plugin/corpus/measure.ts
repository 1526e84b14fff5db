/**
 * Measures the rules on real back ends against labels that people gave by reading.
 *
 *   npx tsx tests/eslint-plugin/corpus/measure.ts <folder> [--list] [--rule name]
 *
 * The folder holds one checkout for each repository of labels.json, named `owner+name`, at the pinned commit.
 * `--list` prints every finding with its line, those without a label first.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { rules } from '../../../eslint-plugin/src/rules/index.ts';
import { lint } from '../lint.ts';

interface Label {
  readonly repo: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  /** Whether the rule should report this place. */
  readonly label: boolean;
  readonly reason: string;
}

interface Corpus {
  readonly repositories: readonly { readonly repo: string; readonly commit: string }[];
  readonly labels: readonly Label[];
}

const [folder, ...flags] = process.argv.slice(2);
if (!folder || !existsSync(folder)) {
  console.error('Give the folder with the checkouts: npx tsx tests/eslint-plugin/corpus/measure.ts <folder>');
  process.exit(1);
}
const isList = flags.includes('--list');
const only = flags.includes('--rule') ? flags[flags.indexOf('--rule') + 1] : null;
const names = rules.map(({ name }) => name).filter((name) => !only || name === only);

const corpus = JSON.parse(readFileSync(join(import.meta.dirname, 'labels.json'), 'utf8')) as Corpus;
const SKIPPED =
  /(?:^|\/)(?:node_modules|dist|build|out|public|vendor|coverage|\.git|\.next)\/|\.min\.|\.d\.ts$/;

const keyOf = ({ repo, file, line, column, rule }: Omit<Label, 'label' | 'reason'>): string =>
  [repo, file, line, column, rule].join(' ');
const labels = new Map(corpus.labels.map((label) => [keyOf(label), label]));
const found = new Map<string, Omit<Label, 'label' | 'reason'> & { text: string }>();
let files = 0;
let milliseconds = 0;

for (const { repo } of corpus.repositories) {
  const root = join(folder, repo.replace('/', '+'));
  if (!existsSync(root)) {
    console.error(`${repo} is missing: put its checkout into ${root}.`);
    continue;
  }
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const file = relative(root, join(entry.parentPath, entry.name));
    if (!entry.isFile() || !/\.[cm]?[jt]sx?$/.test(file) || SKIPPED.test(`/${file}`)) continue;
    const code = readFileSync(join(root, file), 'utf8');
    if (code.length > 1_000_000) continue;
    files++;
    const started = performance.now();
    const messages = lint(code, names, { filename: file.replace(/\.[cm]([jt]s)$/, '.$1') });
    milliseconds += performance.now() - started;
    for (const { ruleId, line, column } of messages) {
      if (!ruleId?.startsWith('backend-patterns/')) continue;
      const place = { repo, file, line, column, rule: ruleId.slice('backend-patterns/'.length) };
      found.set(keyOf(place), { ...place, text: code.split('\n')[line - 1]?.trim().slice(0, 160) ?? '' });
    }
  }
}

if (isList) {
  const all = [...found].map(([key, place]) => ({ place, label: labels.get(key)?.label }));
  for (const { place, label } of all.sort(
    (one, other) => Number(one.label ?? -1) - Number(other.label ?? -1),
  )) {
    const sign = label === undefined ? '?' : label ? '+' : '-';
    console.log(
      `${sign} ${place.rule} ${place.repo} ${place.file}:${place.line}:${place.column} ${place.text}`,
    );
  }
}

const table = names.map((rule) => {
  const expected = corpus.labels.filter((label) => label.rule === rule);
  const reported = [...found.values()].filter((place) => place.rule === rule);
  const right = reported.filter((place) => labels.get(keyOf(place))?.label === true).length;
  const wrong = reported.filter((place) => labels.get(keyOf(place))?.label === false).length;
  const missed = expected.filter((label) => label.label && !found.has(keyOf(label))).length;
  const percent = (part: number, whole: number): string =>
    whole === 0 ? '' : `${((100 * part) / whole).toFixed(1)} %`;
  return {
    rule,
    reported: reported.length,
    right,
    wrong,
    unlabelled: reported.length - right - wrong,
    missed,
    precision: percent(right, right + wrong),
    recall: percent(right, right + missed),
  };
});
console.table(table);
console.log(
  `${files} files of ${corpus.repositories.length} repositories, ${(milliseconds / Math.max(files, 1)).toFixed(2)} ms a file with parsing`,
);
