import { McpServer } from '@modelcontextprotocol/server';
import {
  memorySkillFiles,
  SkillsExtension,
  type SkillCatalog,
} from '@modelcontextprotocol/server/ext/skills';
import { indexPatterns, type PatternIndex } from '../../../lessons/src/skill/find-pattern.ts';
import type { Skill } from '../../../lessons/src/skill/skill.ts';
import type { Exercises } from '../exercises/exercises.ts';
import type { TeamLinter } from '../lint/linter.ts';
import { addExerciseTools, type Grade } from './exercise-tools.ts';
import { addFindPattern } from './find-pattern-tool.ts';
import { addLint } from './lint-tool.ts';
import { addPrompts } from './prompts.ts';
import { addResources } from './resources.ts';

export interface McpParts {
  readonly skill: Skill;
  readonly exercises: Exercises;
  readonly linter: TeamLinter;
  /** Runs the program it is given: only where that is the user's own machine. */
  readonly grade?: Grade;
}

const instructions =
  'Back-end patterns in TypeScript and PostgreSQL, each tested. Before you write or change an endpoint, a query, a table, a login, a cache or a call between services, ask find_pattern; it answers with the one section that says how. After you wrote it, lint it.';

/** Nothing changes while the server runs. */
const fixed = { listChanged: false };
const capabilities = { tools: fixed, resources: fixed, prompts: fixed };

/** An MCP server that knows no transport; `create` makes one for each connection from parts made once. */
export async function prepareMcp(parts: McpParts): Promise<{ readonly create: () => McpServer }> {
  const skills = await loadSkills(parts.skill);
  const patterns: PatternIndex = indexPatterns(parts.skill);
  return {
    create: () => {
      const server = new McpServer(
        { name: 'backend-patterns', title: 'Backend Patterns', version: parts.skill.catalogue.version },
        { instructions, capabilities },
      );
      skills.attach(server);
      addResources(server, parts.skill);
      addPrompts(server);
      addFindPattern(server, patterns);
      addLint(server, parts.linter);
      addExerciseTools(server, parts.exercises, parts.grade);
      return server;
    },
  };
}

/** The skill under MCP's skills extension: each file a resource, with its digest. */
function loadSkills({ catalogue, contents }: Skill): Promise<SkillCatalog> {
  const files = Object.fromEntries(
    [...contents].map(([path, bytes]) => [`${catalogue.name}/${path}`, bytes]),
  );
  return SkillsExtension.load(memorySkillFiles(files), {
    strict: true,
    cacheHint: { ttlMs: 300_000, cacheScope: 'public' },
  });
}
