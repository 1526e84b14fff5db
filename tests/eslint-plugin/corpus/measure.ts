/**
 * Measures the rules on real back ends against labels that people gave by reading.
 *
 *   npx tsx tests/eslint-plugin/corpus/measure.ts [folder] [--list] [--rule name]
 *
 * The folder holds one checkout for each repository of labels.json, named `owner+name`, at the pinned commit; what
 * it lacks is fetched from GitHub.
 * `--list` prints every finding with its line, those without a label first.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../../eslint-plugin/src/rules/index.ts';
import { lint } from '../lint.ts';
import { CHECKOUTS, fetchCheckouts, type Repository, sourceFiles } from './checkouts.ts';

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
  readonly repositories: readonly Repository[];
  readonly labels: readonly Label[];
}

const parameters = process.argv.slice(2);
const folder = parameters[0] === undefined || parameters[0].startsWith('--') ? CHECKOUTS : parameters[0];
const flags = parameters.filter((parameter) => parameter !== folder);
const isList = flags.includes('--list');
const only = flags.includes('--rule') ? flags[flags.indexOf('--rule') + 1] : null;
const names = rules.map(({ name }) => name).filter((name) => !only || name === only);

const corpus = JSON.parse(readFileSync(join(import.meta.dirname, 'labels.json'), 'utf8')) as Corpus;
const keyOf = ({ repo, file, line, column, rule }: Omit<Label, 'label' | 'reason'>): string =>
  [repo, file, line, column, rule].join(' ');
const labels = new Map(corpus.labels.map((label) => [keyOf(label), label]));
const found = new Map<string, Omit<Label, 'label' | 'reason'> & { text: string }>();
let files = 0;
let milliseconds = 0;

const failed = fetchCheckouts(folder, corpus.repositories);
for (const { repository, reason } of failed)
  console.error(`${repository.repo} is left out, because it could not be fetched: ${reason.trim()}`);

for (const repository of corpus.repositories) {
  if (failed.some((each) => each.repository === repository)) continue;
  for (const { repo, file, code } of sourceFiles(folder, repository)) {
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
