import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { HttpRequest, HttpResponse } from '../../../lessons/runtime/playground.ts';

/** Programs in a process of Node, reached over HTTP. */
export interface RealPrograms {
  send(name: string, request: HttpRequest): Promise<HttpResponse>;
  stop(): void;
}

/** The text of a program, for the playground. */
export function programText(name: string): Promise<string> {
  return readFile(new URL(`./programs/${name}.ts`, import.meta.url), 'utf8');
}

/** Starts these programs in one process, and waits until each listens. */
export async function startPrograms(names: readonly string[]): Promise<RealPrograms> {
  const ports = new Map<string, number>();
  for (const name of names) ports.set(name, await freePort());
  const script = fileURLToPath(new URL('./serve-programs.ts', import.meta.url));
  const node = spawn(
    process.execPath,
    ['--import', 'tsx', script, ...[...ports].map(([name, port]) => `${name}:${port}`)],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, NODE_ENV: 'development' } },
  );
  let ended: string | undefined;
  let errors = '';
  node.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  node.once('exit', () => (ended = errors));
  const send = (name: string, request: HttpRequest) => sendTo(ports.get(name) ?? 0, request);
  for (const name of names) {
    while (!(await send(name, { method: 'GET', path: '/' }).catch(() => undefined))) {
      if (ended !== undefined) throw new Error(`The programs ended: ${ended}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return { send, stop: () => void node.kill() };
}

/** Without what differs from one moment to the next. */
export function comparable(response: HttpResponse): HttpResponse {
  const isOfTheMoment = (name: string) => /^date$|ratelimit-reset$|^retry-after$/i.test(name);
  return {
    ...response,
    headers: response.headers.map(([name, value]) => [
      name,
      isOfTheMoment(name) ? 'now' : value.replace(/Expires=[^;]+GMT/, 'Expires=then'),
    ]),
  };
}

function sendTo(port: number, { method, path, headers, body }: HttpRequest): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      host: '127.0.0.1',
      port,
      method,
      path,
      // The playground has no ports to reach from outside: there a program is at its own.
      headers: { Host: 'localhost:3000', Connection: 'keep-alive', ...headers },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const raw = response.rawHeaders;
        resolve({
          status: response.statusCode ?? 0,
          statusText: response.statusMessage ?? '',
          headers: raw.flatMap((name, index) =>
            index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : [],
          ),
          body: bytes.toString(),
          bytes: bytes.length,
        });
      });
    });
    // With its length, as the playground's client sends it.
    if (body !== undefined) request.setHeader('Content-Length', Buffer.byteLength(body));
    request.end(body);
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
