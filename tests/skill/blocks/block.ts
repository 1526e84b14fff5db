import { readdirSync, readFileSync } from 'node:fs';
import type { Code, Root } from 'mdast';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';

/** The skill's folder. */
export const skillFolder = new URL('../../../lessons/skill/backend-development-patterns/', import.meta.url);

/** The Markdown files of the skill. */
export const skillFiles: readonly string[] = readdirSync(skillFolder)
  .filter((name) => name.endsWith('.md'))
  .sort();

export function readSkillFile(file: string): string {
  return readFileSync(new URL(file, skillFolder), 'utf8');
}

/** A fenced block, and what its words after the language claim. lessons/skill/README.md documents them. */
export interface Block {
  /** `queries.md:12`, the file and the line of the fence. */
  readonly name: string;
  readonly file: string;
  readonly language: string;
  readonly isWrong: boolean;
  readonly findings: readonly string[];
  readonly fails: string | undefined;
  readonly test: string | undefined;
  readonly sender: string;
  readonly code: string;
}

const languages = ['ts', 'sql', 'http', 'graphql'];
const words = ['finding', 'fails', 'test', 'as'];

/** Every fenced block of one file, in order. Throws for a language or a word that no test would look at. */
export function blocksOf(file: string): readonly Block[] {
  const blocks: Block[] = [];
  const tree: Root = unified().use(remarkParse).parse(readSkillFile(file));
  visit(tree, 'code', (node: Code) => {
    blocks.push(toBlock(file, node));
  });
  return blocks;
}

function toBlock(file: string, node: Code): Block {
  const name = `${file}:${node.position?.start.line ?? 0}`;
  const language = node.lang ?? '';
  if (!languages.includes(language)) throw new Error(`${name}: no test reads the language "${language}".`);
  const claims = new Map<string, string>();
  let isWrong = false;
  for (const word of node.meta?.split(' ') ?? []) {
    const [key = '', value] = word.split('=');
    if (word === 'wrong') isWrong = true;
    else if (words.includes(key) && value) claims.set(key, value);
    else throw new Error(`${name}: "${word}" means nothing. lessons/skill/README.md lists the words.`);
  }
  return {
    name,
    file,
    language,
    isWrong,
    findings: claims.get('finding')?.split(',') ?? [],
    fails: claims.get('fails'),
    test: claims.get('test'),
    sender: claims.get('as') ?? 'customer',
    code: node.value,
  };
}

/** Every fenced block of the skill. */
export const allBlocks: readonly Block[] = skillFiles.flatMap((file) => blocksOf(file));
