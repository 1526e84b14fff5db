import { writeFile } from 'node:fs/promises';
import { agentsIndex } from '../src/skill/agents-index.ts';
import { makeProjectCatalogue, readProjectSkill } from '../src/skill/project-skill.ts';

/** Writes `catalogue.json` and `AGENTS.md` from the skill's files. */
const catalogue = await makeProjectCatalogue();
await writeFile(new URL('catalogue.json', import.meta.url), `${JSON.stringify(catalogue, undefined, 2)}\n`);
await writeFile(new URL('AGENTS.md', import.meta.url), agentsIndex(await readProjectSkill()));
