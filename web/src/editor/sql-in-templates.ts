import { typescriptLanguage } from '@codemirror/lang-javascript';
import { LanguageSupport } from '@codemirror/language';
import { parseMixed, type SyntaxNodeRef } from '@lezer/common';
import { postgres } from './postgres.ts';

const beginsLikeSql =
  /^`\s*(?:--.*\n\s*)*(?:select|insert\s+into|update|delete\s+from|with|create|alter|drop|explain|values|begin|merge)\b/i;

/** TypeScript whose templates, where they begin like SQL, are coloured as SQL between the holes. */
const typescriptWithSql = typescriptLanguage.configure({
  wrap: parseMixed((node, input) => {
    if (node.name !== 'TemplateString') return null;
    if (!beginsLikeSql.test(input.read(node.from, Math.min(node.to, node.from + 400)))) return null;
    return { parser: postgres.language.parser, overlay: textBetweenHoles(node) };
  }),
});

function textBetweenHoles(template: SyntaxNodeRef): { from: number; to: number }[] {
  const stretches: { from: number; to: number }[] = [];
  let from = template.from + 1;
  for (const hole of template.node.getChildren('Interpolation')) {
    if (hole.from > from) stretches.push({ from, to: hole.from });
    from = hole.to;
  }
  if (template.to - 1 > from) stretches.push({ from, to: template.to - 1 });
  return stretches;
}

const typescript = new LanguageSupport(typescriptWithSql);
const sql = new LanguageSupport(postgres.language);

/** The language of a file, by its name. */
export function languageOf(path: string): LanguageSupport | [] {
  if (/\.[cm]?[jt]s$/.test(path)) return typescript;
  return path.endsWith('.sql') ? sql : [];
}
