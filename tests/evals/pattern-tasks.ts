import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Database } from '../../lessons/skill/backend-development-patterns/examples/foundation/database.ts';
import { blocksOf, skillFolder } from '../skill/blocks/block.ts';
import * as scope from '../skill/blocks/scope.ts';
import { openMigrated } from '../skill/blocks/workplace.ts';
import { proofs } from '../skill/proofs/all.ts';
import { workplaceFor } from '../skill/proofs/proof.ts';
import { check, type Task } from './task.ts';

const prompts = z.record(z.string().regex(/^[\w-]+\.md#[\w-]+$/), z.string().min(1));

let database: Promise<Database> | undefined;

/** A task for each wrong example of the skill that patterns.yaml has a prompt for, graded by its proof. */
export async function patternTasks(isWanted: (id: string) => boolean): Promise<readonly Task[]> {
  const text = await readFile(new URL('patterns.yaml', import.meta.url), 'utf8');
  const schema = await readSchema();
  return Object.entries(prompts.parse(parse(text)))
    .map(([name, prompt]) => toTask(name, prompt, schema))
    .filter(({ id }) => isWanted(id));
}

function toTask(name: string, prompt: string, schema: string): Task {
  const [file = '', proofName = ''] = name.split('#');
  const proof = proofs[file]?.[proofName];
  const blocks = blocksOf(file).filter(({ test }) => test === proofName);
  const wrong = blocks.find(({ isWrong }) => isWrong);
  const right = blocks.find(({ isWrong }) => !isWrong);
  if (!proof || !wrong || !right) throw new Error(`patterns.yaml: the skill has no example ${name}.`);
  const answer = `answer.${wrong.language}`;
  return {
    id: `pattern/${proofName}`,
    prompt: [`Mend ${answer}.`, prompt.trim(), wrong.language === 'ts' ? surroundings : tables].join('\n\n'),
    files: { [answer]: `${wrong.code}\n`, 'schema.sql': schema },
    withheld: [],
    reference: { [answer]: `${right.code}\n` },
    grade: async (folder) => {
      const code = await readFile(path.join(folder, answer), 'utf8');
      // Each proof begins by emptying it.
      database ??= openMigrated();
      const workplace = workplaceFor(file, proofName, await database, code);
      return [await check(proofName, () => proof(workplace))];
    },
  };
}

const tables = 'The database is PostgreSQL 18 with the tables of schema.sql. Leave schema.sql as it is.';

const names = Object.keys(scope).filter((name) => name !== 'suppliedNames');

const surroundings = `The file is part of a program and needs no imports: these names are there already: ${[
  ...names,
  ...scope.suppliedNames,
].join(
  ', ',
)}. \`db.query(text, values)\` gives \`{ rows }\`, \`db.transaction(work)\` hands \`work\` an object with
\`query\`; \`isRefusal(error, sqlState)\` tells an error of PostgreSQL. Write no import and no export. ${tables}`;

async function readSchema(): Promise<string> {
  const folder = new URL('examples/migrations/', skillFolder);
  const files = (await readdir(folder)).sort();
  return (await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')))).join('\n');
}
