import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import { archiveOf } from '../../web/src/playground/download.ts';
import { npmProject } from '../../web/src/playground/npm-project.ts';
import { readProgram } from '../../web/src/playground/program.ts';
import { freePort } from '../skill/examples/free-port.ts';
import { startPostgres } from '../skill/examples/postgres-server.ts';

describe('the archive', () => {
  it('holds every file as it is', async () => {
    const archives = fc.dictionary(
      fc.stringMatching(/^[a-zä]{1,6}(\/[a-zä]{1,6})?\.ts$/),
      fc.string({ unit: 'binary', maxLength: 300 }),
    );
    await fc.assert(
      fc.asyncProperty(archives, async (sent) => {
        const bytes = new Uint8Array(await archiveOf(sent).arrayBuffer());
        const entries = Object.entries(unzipSync(bytes)).map(([path, text]) => [path, strFromU8(text)]);
        expect(Object.fromEntries(entries)).toEqual(sent);
      }),
      { numRuns: 50 },
    );
  });
});

const { files } = readProgram();

describe('the project', () => {
  it('has the program’s files as they are, and depends on what they import', () => {
    const project = npmProject({
      ...files,
      'more.ts': "import { z } from 'zod/mini';\nimport jwt from 'jsonwebtoken';\n",
    });
    expect(project).toMatchObject(files);
    const { scripts, dependencies, devDependencies } = JSON.parse(project['package.json'] ?? '') as Record<
      string,
      Record<string, string>
    >;
    expect(Object.keys(dependencies ?? {})).toEqual(['fastify', 'jsonwebtoken', 'pg', 'tsx', 'zod']);
    expect(Object.keys(devDependencies ?? {})).toEqual([
      '@types/jsonwebtoken',
      '@types/node',
      '@types/pg',
      'typescript',
    ]);
    expect(
      Object.values({ ...dependencies, ...devDependencies }).filter((version) => !/^\^?\d/.test(version)),
    ).toEqual([]);
    expect(scripts).toEqual({ start: 'node .local/database.mjs && tsx server.ts' });
    expect(project['README.md']).toContain('DATABASE_URL');
  });

  it('leaves a file of its own to the program', () => {
    expect(npmProject({ ...files, 'README.md': 'mine' })['README.md']).toBe('mine');
  });
});

describe('the project on a real machine', () => {
  let stop: (() => Promise<void>) | undefined;
  afterEach(() => stop?.());

  it('starts with npm, makes its database, and reaches its services by the same addresses', async () => {
    const cache = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url));
    await mkdir(cache, { recursive: true });
    // Within this project, so that what is installed here is found.
    const folder = await mkdtemp(path.join(cache, 'download-'));
    const service =
      "import fastify from 'fastify';\nconst app = fastify();\napp.get('/:id', async () => ({ stock: 3 }));\nawait app.listen({ port: Number(process.env.PORT) });\n";
    const route = "app.get('/stock', async () => (await fetch('http://stock.internal/7')).json());";
    const server = (files['server.ts'] ?? '').replace(
      'const app = fastify();',
      `const app = fastify();\n${route}`,
    );
    const project = npmProject({ ...files, 'server.ts': server, 'services/stock/server.ts': service });
    for (const [file, text] of Object.entries(project)) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), text);
    }
    const postgres = await startPostgres();
    const port = await freePort();
    const child = spawn('npm', ['start'], {
      cwd: folder,
      env: { ...process.env, PORT: String(port), DATABASE_URL: await postgres.createDatabase() },
      detached: true,
      stdio: 'ignore',
    });
    stop = async () => {
      // npm and all that it started.
      if (child.pid !== undefined) process.kill(-child.pid);
      await postgres.stop();
      await rm(folder, { recursive: true });
    };
    const read = (path: string) =>
      fetch(`http://127.0.0.1:${port}${path}`).then((response) => response.text(), String);
    await expect.poll(() => read('/stock'), { timeout: 50_000, interval: 200 }).toBe('{"stock":3}');
    expect(await read('/api/books/3')).toContain('Solaris');
  });
});
