import { sectionsOf, type Section } from './sections.ts';
import { entriesOf, findFile, type Skill, type SkillEntry } from './skill.ts';
import { termsOf } from './terms.ts';

/** What answers a question: a section of a topic's file, or a program's file whole. */
export interface Pattern {
  readonly entry: SkillEntry;
  readonly section: Section | undefined;
  readonly tokens: number;
  readonly text: string;
  readonly score: number;
}

interface Candidate extends Omit<Pattern, 'score'> {
  /** How often each term stands in it, those of its heading counted more. */
  readonly weights: ReadonlyMap<string, number>;
  readonly length: number;
}

export type PatternIndex = readonly Candidate[];

/** How much more a word counts in these places than in the text. */
const HEADING = 6;
const OCCASION = 2;
const PATH = 3;
const KEYWORD = 4;
/** A word of the text counts once in prose, less in code, which repeats its names. */
const PROSE = 1;
const CODE = 0.4;
/** How much of its score a program keeps when the question asks for no code. */
const UNASKED_PROGRAM = 0.45;
/** How much a section gains from the next best one of its file: two that fit say more for a file than one. */
const NEIGHBOUR = 0.2;
/** When a question asks for a program to start from: how much sections keep, and what such a program gains. */
const UNASKED_SECTION = 0.7;
const ASKED_PROGRAM = 1.6;
/** How much of a score depends on the share of the question's words that stand in the text. */
const COVERAGE = 0.4;
/** How much a section on GraphQL keeps when the question names nothing of it: pages and errors are REST's too. */
const UNASKED_GRAPHQL = 0.6;
/** Of BM25: how fast repetition stops to count, and how much length counts against a text. */
const SATURATION = 4;
const LENGTH = 0.6;

/** Makes the index that `findPatterns` searches: topics by section, programs by file. */
export function indexPatterns(skill: Skill): PatternIndex {
  return [...entriesOf(skill, 2), ...entriesOf(skill, 3)].flatMap((entry) => {
    const text = findFile(skill, entry.path)?.bytes.toString() ?? '';
    const sections = sectionsOf(entry.path, text);
    if (sections.length === 0) return [candidateOf(entry, undefined, entry.tokens, text)];
    return sections.map((section) => {
      const tokens = entry.sections.find(({ slug }) => slug === section.slug)?.tokens ?? 0;
      return candidateOf(entry, section, tokens, section.text);
    });
  });
}

function candidateOf(
  entry: SkillEntry,
  section: Section | undefined,
  tokens: number,
  text: string,
): Candidate {
  const weights = new Map<string, number>();
  const add = (words: string, weight: number) => {
    for (const term of termsOf(words)) weights.set(term, (weights.get(term) ?? 0) + weight);
  };
  for (const { words, isCode } of partsOf(entry.path, text)) add(words, isCode ? CODE : PROSE);
  add(section?.heading ?? entry.title, HEADING);
  add(entry.when, OCCASION);
  add(entry.path, PATH);
  const keywords = section
    ? entry.sections.find(({ slug }) => slug === section.slug)?.keywords
    : entry.keywords;
  add(keywords ?? '', KEYWORD);
  return { entry, section, tokens, text, weights, length: termsOf(text).length };
}

/** The best answers to a question, best first; none when no word of it is known. */
export function findPatterns(index: PatternIndex, question: string, limit = 3): readonly Pattern[] {
  const asked = new Set(termsOf(question));
  const isForProgram = asksForProgram(question);
  const isForCode = isForProgram || asksForCode(question);
  const isForGraphql = /graphql|resolver|dataloader|relay|edges|pageinfo|mutation|introspection/i.test(
    question,
  );
  const averageLength = index.reduce((sum, { length }) => sum + length, 0) / index.length;
  const scored = index.map((candidate): Pattern => {
    const { weights: _weights, length, ...pattern } = candidate;
    const norm = SATURATION * (1 - LENGTH + LENGTH * (length / averageLength));
    const found = [...asked].filter((term) => candidate.weights.has(term));
    let score = 0;
    for (const term of found) {
      const weight = candidate.weights.get(term) ?? 0;
      score += (rarityOf(index, term) * weight * (SATURATION + 1)) / (weight + norm);
    }
    score *= 1 - COVERAGE + COVERAGE * (found.length / asked.size);
    if (candidate.entry.level === 2 && isForProgram) score *= UNASKED_SECTION;
    if (isForProgram && isWholeProgram(candidate.entry)) score *= ASKED_PROGRAM;
    if (candidate.entry.level === 3 && !isForCode) score *= UNASKED_PROGRAM;
    if (candidate.entry.path.includes('graphql') && !isForGraphql) score *= UNASKED_GRAPHQL;
    return { ...pattern, score };
  });
  return scored
    .filter(({ score }) => score > 0)
    .map((pattern, _, found) => ({
      ...pattern,
      score: pattern.score + NEIGHBOUR * bestNeighbour(found, pattern),
    }))
    .sort((a, b) => b.score - a.score || a.tokens - b.tokens)
    .slice(0, limit);
}

/** Whether a file starts a program, rather than being a part of one. */
function isWholeProgram({ level, path }: SkillEntry): boolean {
  return level === 3 && /^examples\/[^/]+\.ts$/.test(path);
}

/** The best score that another section of the same file has. */
function bestNeighbour(found: readonly Pattern[], pattern: Pattern): number {
  return found
    .filter((other) => other !== pattern && other.entry === pattern.entry)
    .reduce((best, { score }) => Math.max(best, score), 0);
}

/** A word that few texts have says more. */
function rarityOf(index: PatternIndex, term: string): number {
  const having = index.filter(({ weights }) => weights.has(term)).length;
  return Math.log(1 + (index.length - having + 0.5) / (having + 0.5));
}

/** Whether a question wants a program to start from. A whole table is none. */
function asksForProgram(question: string): boolean {
  const whole =
    /\b(?:complete|full|whole|entire|working) (?:\w+ ){0,2}?(?:program|examples?|code|source|server|service|api|app|application|back-?end|project|flow|implementation)\b/i;
  return whole.test(question) || /\b(?:template|boilerplate|starter|scaffold|start from)\b/i.test(question);
}

/** Whether a question wants code, or names something that only code is named. */
function asksForCode(question: string): boolean {
  return /\b(?:program|implementation|examples?|[a-z]+[A-Z]\w*\(|[\w-]+\.(?:ts|sql|json))\b/.test(question);
}

/** A Markdown text in turns of prose and fenced code; a program is code throughout. */
function partsOf(path: string, text: string): readonly { words: string; isCode: boolean }[] {
  if (!path.endsWith('.md')) return [{ words: text, isCode: true }];
  return text.split(/^```.*\n/m).map((words, position) => ({ words, isCode: position % 2 === 1 }));
}
