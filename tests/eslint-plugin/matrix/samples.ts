/** A back end in three files: what is wrong in it must be found alike by every host. */
export const samples: Readonly<Record<string, string>> = {
  'src/users.js': `import express from 'express';
import jwt from 'jsonwebtoken';
import { pool } from './pool.js';

const app = express();

app.get('/getUsers', async (request, response) => {
  const { rows } = await pool.query(\`SELECT * FROM users ORDER BY \${request.query.sort}\`);
  response.json(rows);
});

app.post('/sessions', async (request, response) => {
  jwt.verify(request.headers.authorization, process.env.JWT_KEY);
  await pool.query("DELETE FROM sessions WHERE token = '" + request.body.token + "'");
  response.status(500).json({ error: 'gone' });
});
`,
  'src/orders.ts': `import type { Pool } from 'pg';

export class Orders {
  constructor(private readonly pool: Pool) {}

  async list(customer: string): Promise<unknown[]> {
    const { rows } = await this.pool.query(\`SELECT id, total FROM orders WHERE note = '\${customer}'\`);
    return rows as unknown[];
  }

  async close(): Promise<void> {
    await this.pool.query('UPDATE orders SET total = 0');
  }
}
`,
  'db/schema.sql': `CREATE TABLE orders (note text, placed_at timestamp, data jsonb);
SELECT * FROM orders LIMIT 10;
`,
};

/** A finding, as one line. */
export function line(file: string, rule: string, row: number, column: number): string {
  return `${file}:${row}:${column} ${rule.replace(/^.*\//, '')}`;
}
