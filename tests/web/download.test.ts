import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { npmProject } from '../../web/src/playground/npm-project.ts';
import { readProgram } from '../../web/src/playground/program.ts';
import { zip } from '../../web/src/playground/zip.ts';
import { freePort } from '../skill/examples/free-port.ts';
import { startPostgres } from '../skill/examples/postgres-server.ts';

/** Reads an archive as unpackers do: from the directory at its end. */
async function unzip(archive: Blob): Promise<Record<string, string>> {
  const bytes = Buffer.from(await archive.arrayBuffer());
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const files: Record<string, string> = {};
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50);
    const [size, nameLength, local] = [
      bytes.readUInt32LE(at + 24),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt32LE(at + 42),
    ];
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    expect(bytes.readUInt32LE(local)).toBe(0x04034b50);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + size);
    expect(bytes.readUInt32LE(at + 16)).toBe(crc32(data));
    expect(bytes.readUInt32LE(local + 14)).toBe(crc32(data));
    files[name] = data.toString('utf8');
    at += 46 + nameLength;
  }
  expect(at).toBe(end);
  return files;
}

describe('the archive', () => {
  it('holds every file as it is', async () => {
    const archives = fc.dictionary(
      fc.stringMatching(/^[a-zä/.]{1,12}$/),
      fc.string({ unit: 'binary', maxLength: 300 }),
    );
    await fc.assert(
      fc.asyncProperty(archives, async (sent) => {
        expect(await unzip(zip(sent, new Date(2026, 10, 23, 12, 34, 56)))).toEqual(sent);
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
