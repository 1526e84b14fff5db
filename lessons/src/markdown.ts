import rehypeShiki from '@shikijs/rehype';
import type { Element, Root } from 'hast';
import type { Root as MarkdownRoot } from 'mdast';
import rehypeStringify from 'rehype-stringify';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { createCssVariablesTheme } from 'shiki';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import type { ProseBlock } from './lesson.ts';

/** Classes instead of style attributes, so that a page with a strict style policy can show the colours. */
function stylesToClasses() {
  return (tree: Root) => {
    visit(tree, 'element', (element: Element) => {
      const style = element.properties.style;
      if (typeof style !== 'string') return;
      const token = /--shiki-(?:token-)?([a-z-]+)/.exec(style)?.[1];
      delete element.properties.style;
      if (token && element.tagName === 'span') element.properties.class = `token-${token}`;
    });
  };
}

const html = unified()
  .use(remarkRehype)
  .use(rehypeShiki, {
    theme: createCssVariablesTheme({ name: 'css-variables', variablePrefix: '--shiki-' }),
    langs: ['typescript', 'sql', 'http', 'json', 'bash'],
    // Without it, a busy machine gives lines up half-way, and the same page is built differently.
    tokenizeTimeLimit: 0,
  })
  .use(stylesToClasses)
  .use(rehypeStringify);

const markdown = unified().use(remarkParse).use(remarkGfm).use(remarkDirective);

async function toHtml(children: MarkdownRoot['children']): Promise<string> {
  const tree = await html.run({ type: 'root', children } satisfies MarkdownRoot);
  return html.stringify(tree);
}

/** Markdown made HTML, code highlighted with classes `token-…`. */
export async function renderMarkdown(text: string): Promise<string> {
  return toHtml(markdown.parse(text).children);
}

/** A lesson's prose, cut where `::attack` stands alone on a line. */
export async function renderProse(text: string): Promise<readonly ProseBlock[]> {
  const blocks: ProseBlock[] = [];
  let pending: MarkdownRoot['children'] = [];
  const flush = async () => {
    if (pending.length > 0) blocks.push({ kind: 'html', html: await toHtml(pending) });
    pending = [];
  };
  for (const node of markdown.parse(text).children) {
    if (node.type === 'leafDirective' && node.name === 'attack') {
      await flush();
      blocks.push({ kind: 'attack' });
    } else {
      pending.push(node);
    }
  }
  await flush();
  return blocks;
}
