/** A hostile program: what its handler does when it is asked, and what must become of the request. */
export interface HostileProgram {
  readonly name: string;
  /** Statements of an async handler. `target` is the attacker's address, `secret` what it wants to send there. */
  readonly handler: string;
  /** Statements before the program listens. */
  readonly top?: string;
  /** 'stopped' when only the playground can end it; else the program answers or fails in its own way. */
  readonly ends?: 'stopped';
}

/** The program that such a description stands for. */
export function programOf({ handler, top = '' }: HostileProgram, target: string): Record<string, string> {
  return {
    'server.ts': `import Fastify from 'fastify';
import pg from 'pg';
const scope = globalThis as any;
const target = '${target}';
const secret = 'the-program-s-secret';
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const app = Fastify({ bodyLimit: 1e9 });
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
void [pool, wait, secret, scope];
${top}
app.get('/attack', async (request: any, reply: any): Promise<any> => {
  ${handler}
});
await app.listen({ port: Number(process.env.PORT ?? 3000) });
`,
  };
}
