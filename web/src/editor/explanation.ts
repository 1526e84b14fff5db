import type { CodeText, Explanation } from '../language/types/protocol.ts';

/** Colours by what TypeScript calls a piece of code. */
const tokens: Readonly<Record<string, string>> = {
  keyword: 'token-keyword',
  stringLiteral: 'token-string',
  numericLiteral: 'token-constant',
  functionName: 'token-function',
  methodName: 'token-function',
  className: 'token-type',
  interfaceName: 'token-type',
  aliasName: 'token-type',
  enumName: 'token-type',
  typeParameterName: 'token-type',
  moduleName: 'token-type',
};

/** Tags of documentation that are shown, by what they are called on the screen. */
const shownTags: Readonly<Record<string, string>> = {
  deprecated: 'Deprecated',
  param: 'Parameter',
  returns: 'Returns',
  return: 'Returns',
  throws: 'Throws',
  default: 'Default',
};

/** A type and its documentation. Everything is text: what a program says must not become markup. */
export function explanationElement({ code, documentation, tags }: Explanation): HTMLElement {
  const element = document.createElement('div');
  element.className = 'explanation';
  element.append(codeElement(code));
  if (documentation !== '') element.append(documentationElement(documentation));
  for (const { name, text } of tags) {
    const title = shownTags[name];
    if (title === undefined) continue;
    element.append(documentationElement(`${title}${text === '' ? '' : `: ${text.replace(/^- /, '')}`}`));
  }
  return element;
}

/** Code with its colours. */
export function codeElement(code: CodeText): HTMLElement {
  const element = document.createElement('div');
  element.className = 'explanation-code';
  element.append(...codePieces(code));
  return element;
}

export function codePieces(code: CodeText): readonly Node[] {
  return code.map(({ text, kind }) => {
    const token = tokens[kind];
    if (token === undefined) return document.createTextNode(text);
    const piece = document.createElement('span');
    piece.className = token;
    piece.textContent = text;
    return piece;
  });
}

/** Of Markdown: paragraphs, blocks of code, `code`; links are their words. */
export function documentationElement(markdown: string): HTMLElement {
  const element = document.createElement('div');
  element.className = 'explanation-text';
  for (const [index, block] of markdown.split(/^```.*$/m).entries()) {
    if (index % 2 === 1) {
      const code = document.createElement('pre');
      code.textContent = block.trim();
      element.append(code);
      continue;
    }
    for (const paragraph of block.split(/\n\s*\n/)) {
      if (paragraph.trim() !== '') element.append(paragraphElement(paragraph.trim()));
    }
  }
  return element;
}

function paragraphElement(text: string): HTMLElement {
  const element = document.createElement('p');
  const words = text
    .replace(/\{@link(?:code|plain)?\s+(\S+?)(?:[|\s]+([^}]*))?\}/g, (_, target, title) => title || target)
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, '$1');
  for (const [index, part] of words.split('`').entries()) {
    const isCode = index % 2 === 1;
    const piece = isCode ? document.createElement('code') : document.createTextNode(part);
    if (isCode) piece.textContent = part;
    element.append(piece);
  }
  return element;
}

/** The same for those who listen. */
export function spoken({ code, documentation }: Explanation): string {
  return `${code.map(({ text }) => text).join('')}. ${documentation}`;
}
