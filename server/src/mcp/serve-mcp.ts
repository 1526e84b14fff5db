import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { once } from 'node:events';
import type { Skill } from '../../../lessons/src/skill/skill.ts';
import { Exercises, gradeExercise } from '../exercises/exercises.ts';
import { TeamLinter } from '../lint/linter.ts';
import type { Places } from '../places.ts';
import { prepareMcp } from './mcp-server.ts';

/** MCP over standard input and output, on the user's own machine: exercises are graded too. Ends with its input. */
export async function serveMcp(skill: Skill, { course, playground, lintWorker }: Places): Promise<void> {
  const linter = new TeamLinter(lintWorker);
  const { create } = await prepareMcp({
    skill,
    exercises: new Exercises(course),
    linter,
    grade: (exercise, files) => gradeExercise(exercise, files, { playground, linter }),
  });
  const server = serveStdio(create, { onerror: (error) => console.error(error.message) });
  await once(process.stdin, 'close');
  await server.close();
  await linter.close();
}
