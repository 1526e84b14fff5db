import { existsSync } from 'node:fs';
import { expect } from 'vitest';
import { parse } from 'yaml';
import type { Defects } from './defect.ts';
import { originalFolder, originalText } from './snippet.ts';

const [, frontMatter = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(originalText) ?? [];
const allowed = ['name', 'description', 'license', 'compatibility', 'metadata', 'allowed-tools'];

/** The skill itself. */
export const documentDefects: Defects = {
  D65: () => {
    const named = [...body.matchAll(/`([\w/-]+\.(?:md|ts))`/g)].map(([, file = '']) => file);
    expect(named).toHaveLength(6);
    expect(named.filter((file) => existsSync(new URL(file, originalFolder)))).toEqual([]);
  },
  D66: () => {
    const fields = parse(frontMatter) as Record<string, unknown>;
    expect(Object.keys(fields).filter((key) => !allowed.includes(key))).toEqual([
      'triggers',
      'version',
      'agents',
      'context_levels',
    ]);
    expect(body.split('\n').length).toBeGreaterThan(500);
    const [, pointers = ''] = body.split('## Detailed Patterns');
    expect(pointers.split('## Integration')[0]).not.toMatch(/\b(when you|load (this|it) when|use when)\b/i);
  },
};
