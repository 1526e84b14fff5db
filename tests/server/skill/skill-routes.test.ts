import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fastify from 'fastify';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entriesOf, findFile } from '../../../lessons/src/skill/skill.ts';
import { readProjectSkill } from '../../../lessons/src/skill/project-skill.ts';
import { skillRoutes } from '../../../server/src/skill/skill-routes.ts';

const skill = await readProjectSkill();
const app = fastify({ forceCloseConnections: true });
let address: string;

beforeAll(async () => {
  await app.register(skillRoutes(skill));
  address = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());

function get(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  return fetch(`${address}${url}`, { headers, method });
}

const asJson = { accept: 'application/json' };

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Sends these bytes as they are, which no client would, and gives all that comes back. */
function sendRaw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address);
    const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'));
    let answer = '';
    socket.on('data', (data) => (answer += data.toString('latin1')));
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}

function request(target: string): string {
  return `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
}

describe('a file', () => {
  test.each(skill.catalogue.files)('$path arrives with the bytes of its digest', async (entry) => {
    const response = await get(`/skill/files/${entry.path}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.status).toBe(200);
    expect(`sha256:${sha256(bytes)}`).toBe(entry.digest);
    expect(response.headers.get('etag')).toBe(`"${sha256(bytes)}"`);
    expect(response.headers.get('content-type')).toBe(entry.mediaType);
    const discovered = await get(`/.well-known/agent-skills/${skill.catalogue.name}/${entry.path}`);
    expect(Buffer.from(await discovered.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test('is JSON for who asks for it, with its entry and the same text', async () => {
    const response = await get('/skill/files/rest.md', asJson);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const { text, ...entry } = (await response.json()) as { text: string; digest: string };
    expect(text).toBe(findFile(skill, 'rest.md')?.bytes.toString());
    expect(`sha256:${sha256(Buffer.from(text))}`).toBe(entry.digest);
  });

  test.each([
    ['text/markdown', 'text/markdown'],
    ['*/*', 'text/markdown'],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'text/markdown'],
    ['application/json;q=0.5, text/markdown', 'text/markdown'],
    ['application/json, text/markdown;q=0.5', 'application/json'],
    ['application/json, */*;q=0.1', 'application/json'],
    ['image/png', 'text/markdown'],
  ])('for Accept: %s is %s', async (accept, type) => {
    const response = await get('/skill/files/auth.md', { accept });
    expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
    expect(response.headers.get('vary')).toBe('Accept');
  });

  test('is not sent again to who has it', async () => {
    const etag = (await get('/skill/files/auth.md')).headers.get('etag') ?? '';
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const response = await get('/skill/files/auth.md', { 'if-none-match': tag });
      expect([response.status, await response.text(), response.headers.get('etag')]).toEqual([304, '', etag]);
    }
    const asOther = await get('/skill/files/auth.md', { 'if-none-match': etag, ...asJson });
    expect(asOther.status).toBe(200);
  });

  test('has the same headers without its body for HEAD', async () => {
    const whole = await get('/skill/files/auth.md');
    const head = await get('/skill/files/auth.md', {}, 'HEAD');
    expect(await head.text()).toBe('');
    for (const name of ['etag', 'content-length', 'content-type', 'repr-digest', 'cache-control']) {
      expect(head.headers.get(name), name).toBe(whole.headers.get(name));
    }
    expect(head.headers.get('content-length')).toBe(`${(await whole.arrayBuffer()).byteLength}`);
  });
});

describe('a level', () => {
  test('1 is SKILL.md, byte for byte', async () => {
    const text = await (await get('/skill/levels/1')).text();
    expect(text).toBe(findFile(skill, 'SKILL.md')?.bytes.toString());
  });

  test.each([2, 3] as const)('%i lists its files, to be loaded one by one', async (level) => {
    const body = (await (await get(`/skill/levels/${level}`, asJson)).json()) as {
      files: { path: string }[];
    };
    expect(body.files.map((file) => file.path)).toEqual(entriesOf(skill, level).map((entry) => entry.path));
    const text = await (await get(`/skill/levels/${level}`)).text();
    for (const { path: file, digest, tokens } of entriesOf(skill, level)) {
      expect(text).toContain(`(/skill/files/${file})`);
      expect(text).toContain(`${tokens} tokens; ${digest}`);
    }
  });
});

test('no byte of a higher level is sent before it is asked for', async () => {
  const addresses = [
    '/skill',
    '/skill/levels/1',
    '/skill/levels/2',
    '/skill/levels/3',
    '/llms.txt',
    '/nothing',
  ];
  const sent = await Promise.all(
    addresses.flatMap((url) => [get(url), get(url, asJson)]).map(async (response) => (await response).text()),
  );
  const known = sent.join('\n');
  // Lines that say something, and that SKILL.md does not say itself.
  const first = findFile(skill, 'SKILL.md')?.bytes.toString() ?? '';
  const lines = skill.catalogue.files
    .filter(({ level }) => level > 1)
    .flatMap(({ path: file }) => findFile(skill, file)?.bytes.toString().split('\n') ?? [])
    .filter(
      (line) => line.length > 40 && !/^(?:# | \* .*:|\/\*\*)/.test(line) && !first.includes(line.trim()),
    );
  expect(lines.length).toBeGreaterThan(1000);
  expect(lines.filter((line) => known.includes(line))).toEqual([]);
});

describe('what is not there', () => {
  test.each([
    '/skill/levels/4',
    '/skill/levels/0',
    '/skill/levels/one',
    '/skill/files/nothing.md',
    '/skill/x',
  ])('%s is a 404 with the list of what there is', async (url) => {
    const text = await get(url);
    expect(text.status).toBe(404);
    expect(await text.text()).toContain('[SKILL.md](/skill/files/SKILL.md)');
    const body = (await (await get(url, asJson)).json()) as { levels: { files: { path: string }[] }[] };
    expect(body.levels.flatMap(({ files }) => files.map((file) => file.path))).toEqual(
      skill.catalogue.files.map((file) => file.path),
    );
    expect((await get(url, {}, 'HEAD')).status).toBe(404);
  });

  test.each([
    '/skill/files/../../package.json',
    '/skill/files/..%2f..%2fpackage.json',
    '/skill/files/%2e%2e/%2e%2e/package.json',
    '/skill/files/%2e%2e%2f%2e%2e%2fpackage.json',
    '/skill/files/%252e%252e%252fpackage.json',
    '/skill/files/..\\..\\package.json',
    '/skill/files/..%5c..%5cpackage.json',
    '/skill/files/examples/../../catalogue.json',
    '/skill/files/examples/..%2f..%2fcatalogue.json',
    '/skill/files//etc/passwd',
    '/skill/files/%2fetc%2fpasswd',
    '/skill/files/SKILL.md%00.txt',
    '/skill/files/SKILL.md%00',
    '/skill/files/%c0%ae%c0%ae/package.json',
    '/skill/files/...//...//package.json',
    '/skill/files/file:///etc/passwd',
    '/skill/files/SKILL.md/',
    '/skill/files/SKILL.md/..',
    '/skill/files/constructor',
    '/skill/files/__proto__',
    '/.well-known/agent-skills/../../package.json',
    '/.well-known/agent-skills/backend-development-patterns/..%2f..%2fcatalogue.json',
  ])('%s leads nowhere, sent as it is', async (target) => {
    const answer = await sendRaw(request(target));
    expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
    expect(answer).not.toContain('"scripts"');
    expect(answer).not.toContain('"keywords"');
    expect(answer).not.toContain('root:');
  });

  test.each(['/skill/files/SKILL.md\0', '/skill/files/a b', '/skill/files/\u00ff\u00fe'])(
    'a target with bytes that no address has is refused: %j',
    async (target) => {
      expect(await sendRaw(request(target))).toMatch(/^HTTP\/1\.1 40[04] /);
    },
  );

  test('whatever the path, it is a file of the skill or nothing', async () => {
    const segment = fc.oneof(
      fc.constantFrom(
        '..',
        '.',
        '%2e%2e',
        '%2f',
        '%5c',
        '\\',
        '%00',
        'examples',
        'SKILL.md',
        'catalogue.json',
      ),
      fc.string({ maxLength: 5 }).map(encodeURIComponent),
    );
    const paths = new Set(skill.catalogue.files.map((file) => `/skill/files/${file.path}`));
    await fc.assert(
      fc.asyncProperty(fc.array(segment, { maxLength: 6 }), async (segments) => {
        const url = `/skill/files/${segments.join('/')}`;
        const { statusCode } = await app.inject({ url });
        // Every client takes dots out of a path before it asks.
        const { pathname } = new URL(url, 'http://localhost');
        if (statusCode === 200) expect(paths).toContain(decodeURI(pathname));
        else expect([400, 404]).toContain(statusCode);
      }),
    );
  });
});

describe('any page may read it', () => {
  test.each(['/skill', '/skill/levels/1', '/llms.txt', '/skill/files/nothing'])('%s', async (url) => {
    expect((await get(url)).headers.get('access-control-allow-origin')).toBe('*');
  });

  test('after a preflight that allows what a conditional request sends', async () => {
    const response = await get('/skill/files/rest.md', { 'access-control-request-method': 'GET' }, 'OPTIONS');
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-headers')).toContain('If-None-Match');
  });
});

describe('/skill/find', () => {
  test('answers a question with one section', async () => {
    const url = '/skill/find?question=How+do+I+implement+keyset+pagination%3F';
    const found = (await (await get(url, asJson)).json()) as { answer: { file: string; text: string } };
    expect(found.answer).toMatchObject({ file: 'queries.md', section: 'Pages' });
    expect(await (await get(url)).text()).toContain(found.answer.text);
  });

  test.each(['', '?question=', `?question=${'x'.repeat(501)}`, '?question=a&question=b'])(
    'refuses "%s"',
    async (query) => {
      expect((await get(`/skill/find${query}`)).status).toBe(400);
    },
  );

  test('says what there is when nothing answers', async () => {
    const response = await get('/skill/find?question=zzzyx');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('[SKILL.md]');
  });
});

describe('discovery', () => {
  test('the index names an archive by the digest of its bytes, and the archive holds the skill', async () => {
    const index = (await (await get('/.well-known/agent-skills/index.json')).json()) as {
      $schema: string;
      skills: { name: string; type: string; url: string; digest: string; description: string }[];
    };
    const [found] = index.skills;
    expect(found).toMatchObject({ name: skill.catalogue.name, type: 'archive' });
    const response = await get(found?.url ?? '');
    const archive = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-type')).toBe('application/gzip');
    expect(found?.digest).toBe(`sha256:${sha256(archive)}`);
    const folder = await mkdtemp(path.join(tmpdir(), 'archive-'));
    try {
      const file = path.join(folder, 'skill.tar.gz');
      await writeFile(file, archive);
      execFileSync('tar', ['xzf', file, '-C', folder]);
      await rm(file);
      const unpacked = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
        entry.isFile(),
      );
      expect(unpacked).toHaveLength(skill.catalogue.files.length);
      for (const { path: name, digest } of skill.catalogue.files) {
        expect(`sha256:${sha256(await readFile(path.join(folder, name)))}`).toBe(digest);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('llms.txt has the form of llmstxt.org, and every link of it answers', async () => {
    const text = await (await get('/llms.txt')).text();
    expect(text).toMatch(/^# .+\n\n> .+\n\n/);
    const links = [...text.matchAll(/^- \[[^\]]+\]\(([^)]+)\): .+$/gm)].map(([, url = '']) => url);
    expect(links).toHaveLength(skill.catalogue.files.length);
    for (const url of links) expect((await get(url, {}, 'HEAD')).status, url).toBe(200);
  });
});
