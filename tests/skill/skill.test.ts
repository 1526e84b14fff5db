import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readSkillFile, skillFiles, skillFolder } from './blocks/block.ts';

const name = 'backend-development-patterns';

/** The fields that the Agent Skills specification allows, and what it says of each. */
const frontMatter = z.strictObject({
  name: z
    .string()
    .max(64)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  description: z.string().min(1).max(1024),
  license: z.string().optional(),
  compatibility: z.string().min(1).max(500).optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  'allowed-tools': z.string().optional(),
});

describe('SKILL.md', () => {
  const text = readSkillFile('SKILL.md');
  const [, yaml = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [];
  const fields = frontMatter.parse(parse(yaml));

  test('has valid front matter, and the name of its folder', () => {
    expect(fields.name).toBe(name);
    expect(skillFolder.pathname.endsWith(`/${name}/`)).toBe(true);
  });

  test('keeps what the original’s front matter said, as strings of the metadata', () => {
    const { metadata = {} } = fields;
    expect(metadata.triggers?.split(', ')).toContain('PostgreSQL');
    expect(metadata.agents?.split(', ')).toEqual([
      'senior-fullstack-developer',
      'database-migration-specialist',
      'solutions-architect',
    ]);
    expect(Object.keys(metadata)).toEqual(
      expect.arrayContaining(['version', 'context-minimal', 'context-detailed', 'context-full']),
    );
  });

  test('fits into what any agent reads whole: 8,000 bytes and 500 lines', () => {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8_000);
    expect(body.split('\n').length).toBeLessThanOrEqual(500);
  });

  test('has every section of the original', () => {
    const headings = [...body.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([
      'REST URLs',
      'Status codes',
      'Response format',
      'Schema design',
      'Query optimization',
      'Repository',
      'Service layer',
      'JWT and authorization',
      'Versioning',
      'Pagination and filtering',
      'Rate limiting',
    ]);
  });

  test('says of every other file when to load it, and of none that does not exist', () => {
    const rows = [...body.matchAll(/^\| (.+) \| (\S+) \|$/gm)].map(([, , file = '']) => file);
    const offered = rows.filter((file) => /\.(md|ts)$/.test(file));
    expect(offered.filter((file) => !existsSync(new URL(file, skillFolder)))).toEqual([]);
    expect(skillFiles.filter((file) => file !== 'SKILL.md' && !offered.includes(file))).toEqual([]);
  });
});

test.each(skillFiles)('%s takes at most 2,500 tokens', (file) => {
  expect(encode(readSkillFile(file)).length).toBeLessThanOrEqual(2_500);
});

test.each(skillFiles)('%s points only to files that exist', (file) => {
  const pointers = [...readSkillFile(file).matchAll(/\b(?:examples\/)?[\w-]+\.(?:md|ts)\b/g)].map(
    ([path]) => path,
  );
  expect(pointers.filter((path) => !existsSync(new URL(path, skillFolder)))).toEqual([]);
});

test.each(skillFiles.filter((file) => file !== 'SKILL.md'))('%s begins with when to load it', (file) => {
  expect(readSkillFile(file)).toMatch(/^# .+\n\nLoad when /);
});
