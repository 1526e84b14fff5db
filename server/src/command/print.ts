import { agentsIndex } from '../../../lessons/src/skill/agents-index.ts';
import { describePattern } from '../../../lessons/src/skill/describe-pattern.ts';
import { findPatterns, indexPatterns } from '../../../lessons/src/skill/find-pattern.ts';
import { findFile, type Skill, type SkillEntry } from '../../../lessons/src/skill/skill.ts';
import { levelLines, levels } from '../skill/resources.ts';
import type { Outcome } from './main.ts';

/** `skill`, `skill 2`, `skill rest.md`, `skill find …`, `skill agents`. */
export function printSkill(skill: Skill, [what, ...rest]: readonly string[]): Outcome {
  if (what === 'find') return printAnswer(skill, rest.join(' '));
  if (what === undefined) return { output: listOf(skill), code: 0 };
  if (rest.length > 0)
    return { problem: `One level or file at a time. "${rest.join(' ')}" is too much.\n`, code: 2 };
  if (what === 'agents') return { output: agentsIndex(skill), code: 0 };
  const level = levels.find((candidate) => String(candidate) === what);
  if (level !== undefined && level !== 1) return { output: lines(levelLines(skill, level, lineOf)), code: 0 };
  const file = findFile(skill, level === 1 ? 'SKILL.md' : what);
  if (file) return { output: file.bytes, code: 0 };
  return { problem: `The skill has no level or file "${what}". There is:\n\n${listOf(skill)}`, code: 1 };
}

function printAnswer(skill: Skill, question: string): Outcome {
  if (question.trim() === '') return { problem: 'Ask something: skill find "keyset pagination"\n', code: 2 };
  const { answer, others } = describePattern(findPatterns(indexPatterns(skill), question));
  if (!answer) return { problem: `No section answers that. There is:\n\n${listOf(skill)}`, code: 1 };
  const name = ({ file, section }: { file: string; section?: string | undefined }) =>
    section === undefined ? file : `${file} § ${section}`;
  return {
    output: `${name(answer)}\n\n${answer.text}\nElse: ${others.map(name).join('; ')}\n`,
    code: 0,
  };
}

function listOf(skill: Skill): string {
  const { name, version, description } = skill.catalogue;
  return lines([
    `# ${name} ${version}`,
    '',
    description,
    '',
    ...levels.flatMap((level) => [...levelLines(skill, level, lineOf), '']),
  ])
    .trimEnd()
    .concat('\n');
}

function lineOf({ path, when, tokens }: SkillEntry): string {
  return `${path}: when ${when}; ${tokens} tokens`;
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
