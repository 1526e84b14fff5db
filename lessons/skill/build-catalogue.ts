import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { agentsIndex } from '../src/skill/agents-index.ts';
import { makeCatalogue } from '../src/skill/catalogue.ts';
import { readSkill, SKILL_NAME } from '../src/skill/skill.ts';

/** Writes `catalogue.json` and `AGENTS.md` from the skill's files. */
const folder = new URL('./', import.meta.url);
const skillFolder = fileURLToPath(new URL(SKILL_NAME, folder));
const keywords = await readFile(new URL('keywords.yaml', folder), 'utf8');
const catalogue = await makeCatalogue(skillFolder, keywords, (text) => encode(text).length);
await writeFile(new URL('catalogue.json', folder), `${JSON.stringify(catalogue, undefined, 2)}\n`);
await writeFile(new URL('AGENTS.md', folder), agentsIndex(await readSkill()));
