import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describePattern } from '../../lessons/src/skill/describe-pattern.ts';
import { findPatterns, indexPatterns } from '../../lessons/src/skill/find-pattern.ts';
import { findFile } from '../../lessons/src/skill/skill.ts';
import { readProjectSkill } from '../../lessons/src/skill/project-skill.ts';
import { percentile, printReport } from './report.ts';
import { questions, type Question } from './skill-questions.ts';

/**
 * `npm run bench:skill`: does a question find its file, and what does an agent load until it has the answer?
 * `--misses` lists the questions to tune with that were answered wrongly; those of the test split stay unseen.
 */
const skill = await readProjectSkill();
const index = indexPatterns(skill);

interface Outcome {
  readonly question: Question;
  readonly isFile: boolean;
  readonly isSection: boolean;
  readonly tokens: number;
  readonly found: string;
}

function tokensOfFile(path: string): number {
  return findFile(skill, path)?.entry.tokens ?? 0;
}

/**
 * An agent loads what the search answers. When that is another section of the right file, it loads the file; when
 * it is another file, it reads SKILL.md, which says which file to load, and then that one.
 */
function ask(question: Question): Outcome {
  const patterns = findPatterns(index, question.text);
  const [best] = patterns;
  const isFile = best?.entry.path === question.file;
  const isSection = isFile && best.section?.heading === question.section;
  const answer = encode(JSON.stringify(describePattern(patterns))).length;
  const rest = isSection ? 0 : tokensOfFile(question.file) + (isFile ? 0 : tokensOfFile('SKILL.md'));
  return {
    question,
    isFile,
    isSection,
    tokens: answer + rest,
    found: `${best?.entry.path ?? 'nothing'} ${best?.section?.heading ?? ''}`,
  };
}

const outcomes = questions.map(ask);
const shareOf = (some: readonly Outcome[], holds: (outcome: Outcome) => boolean) =>
  (some.filter(holds).length / some.length) * 100;
const tuning = outcomes.filter(({ question }) => question.split === 'tuning');
const test = outcomes.filter(({ question }) => question.split === 'test');
const tokens = outcomes.map((outcome) => outcome.tokens);
const all = `${outcomes.length} questions`;

if (process.argv.includes('--misses')) {
  for (const { question, found } of tuning.filter(({ isSection }) => !isSection)) {
    console.error(`${question.text}\n  wanted ${question.file} ${question.section ?? ''}, found ${found}`);
  }
}

printReport([
  {
    name: 'right file first',
    value: shareOf(outcomes, ({ isFile }) => isFile),
    unit: '%',
    goal: { atLeast: 90 },
    conditions: all,
  },
  {
    name: 'right file first, test split',
    value: shareOf(test, ({ isFile }) => isFile),
    unit: '%',
    goal: { atLeast: 90 },
    conditions: `${test.length} questions that were never tuned on`,
  },
  {
    name: 'right section first',
    value: shareOf(outcomes, ({ isSection }) => isSection),
    unit: '%',
    goal: { atLeast: 75 },
    conditions: all,
  },
  {
    name: 'tokens loaded, median',
    value: percentile(tokens, 0.5),
    unit: 'tokens',
    goal: { atMost: 900 },
    conditions: `${all}; o200k; until the labelled section is read, detours counted`,
  },
  {
    name: 'tokens loaded, p95',
    value: percentile(tokens, 0.95),
    unit: 'tokens',
    goal: { atMost: 3500 },
    conditions: 'the same; the original skill costs 3,781 for any question',
  },
]);
