import { describe, expect, test } from 'vitest';
import { parseFrontMatter } from '../../../lessons/src/front-matter.ts';
import { renderMarkdown, renderProse } from '../../../lessons/src/markdown.ts';
import { parseSavedRequests } from '../../../lessons/src/saved-requests.ts';
import { lessonSchema, wrongSchema } from '../../../lessons/src/schemas.ts';

describe('front matter', () => {
  test('is read apart from the body', () => {
    const text = '---\nfails: survives-the-attack\n---\n\nWhy.\n';
    expect(parseFrontMatter('why.md', text, wrongSchema)).toEqual({
      data: { fails: 'survives-the-attack', engines: ['pglite', 'pg-mem'] },
      body: 'Why.',
    });
  });

  test.each([
    ['no block', 'Only prose.', 'begins without front matter'],
    ['broken YAML', '---\nfails: [\n---\n', 'not YAML'],
    ['a missing field', '---\nengines: [pglite]\n---\n', 'fails'],
    ['an unknown field', '---\nfails: a\nfailz: b\n---\n', 'failz'],
  ])('with %s names the file and what is wrong', (_, text, message) => {
    expect(() => parseFrontMatter('wrong/x/why.md', text, wrongSchema)).toThrow('wrong/x/why.md');
    expect(() => parseFrontMatter('wrong/x/why.md', text, wrongSchema)).toThrow(message);
  });

  test('describes every field of a lesson', () => {
    for (const [name, field] of Object.entries(lessonSchema.shape)) {
      expect(field.description, name).toBeTruthy();
    }
  });
});

describe('prose', () => {
  test('is cut where the attack stands', async () => {
    expect(await renderProse('Before.\n\n::attack\n\nAfter.')).toEqual([
      { kind: 'html', html: '<p>Before.</p>' },
      { kind: 'attack' },
      { kind: 'html', html: '<p>After.</p>' },
    ]);
  });

  test('is highlighted with classes, never with styles, which the page would refuse', async () => {
    const html = await renderMarkdown('```typescript\nconst answer = 42;\n```');
    expect(html).toContain('<span class="token-keyword">const</span>');
    expect(html).not.toContain('style=');
  });

  test('shows HTML in it as text', async () => {
    expect(await renderMarkdown('a <script>alert(1)</script>')).not.toContain('<script>');
  });
});

describe('saved requests', () => {
  test('have names, request lines, headers and bodies', () => {
    const text = `### List
GET /api/users?limit=5

### Create
POST /api/users
Content-Type: application/json

{
  "name": "Ada"
}
`;
    expect(parseSavedRequests('requests.http', text)).toEqual([
      { name: 'List', request: { method: 'GET', path: '/api/users?limit=5' } },
      {
        name: 'Create',
        request: {
          method: 'POST',
          path: '/api/users',
          headers: { 'Content-Type': 'application/json' },
          body: '{\n  "name": "Ada"\n}',
        },
      },
    ]);
  });

  test.each([
    ['no request line', '### Broken\n\n', 'needs a request line'],
    ['a whole address', '### Far\nGET https://example.com/\n', 'needs a request line'],
    ['a header without a colon', '### Header\nGET /a\nAccept json\n', 'without a colon'],
  ])('with %s are refused with the reason', (_, text, message) => {
    expect(() => parseSavedRequests('requests.http', text)).toThrow(message);
  });
});
