import type { Paragraph } from 'mdast';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';

export interface ReadingLevel {
  readonly words: number;
  readonly sentences: number;
  /** Flesch–Kincaid: the years of school that a reader of English needs (Kincaid and others, 1975). */
  readonly grade: number;
}

/** How long prose in Markdown is and how hard to read; code blocks are left out, code in a line is one word. */
export function readingLevel(markdown: string): ReadingLevel {
  const paragraphs: string[] = [];
  visit(unified().use(remarkParse).parse(markdown), 'paragraph', (paragraph: Paragraph) => {
    let text = '';
    visit(paragraph, (node) => {
      if (node.type === 'text') text += node.value;
      if (node.type === 'inlineCode') text += 'code';
    });
    paragraphs.push(text);
  });
  const text = paragraphs.filter((paragraph) => !paragraph.startsWith('::'));
  const words = text.flatMap((paragraph) => paragraph.match(/[\p{L}\p{N}][\p{L}\p{N}'’.,-]*/gu) ?? []);
  const sentences = text.flatMap((paragraph) =>
    paragraph.split(/[.!?:](?=\s|$)/).filter((part) => /\p{L}/u.test(part)),
  );
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  const perSentence = words.length / Math.max(1, sentences.length);
  const perWord = syllables / Math.max(1, words.length);
  return {
    words: words.length,
    sentences: sentences.length,
    grade: words.length === 0 ? 0 : 0.39 * perSentence + 11.8 * perWord - 15.59,
  };
}

/** Groups of vowels, without an e that is not spoken; a good guess for English. */
function syllablesOf(word: string): number {
  const spoken = word.toLowerCase().replace(/(?<=[^aeiouyl])e[ds]?$|(?<=[^aeiouy]l)e[ds]$/, '');
  return Math.max(1, spoken.match(/[aeiouy]+/g)?.length ?? 0);
}
