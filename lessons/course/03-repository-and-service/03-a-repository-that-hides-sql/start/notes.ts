import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';
import { NoteRepository, type Note } from './note-repository.ts';
import { tenantOf } from './tenant.ts';

interface NoteId {
  id: number;
}

const noteId = { type: 'object', properties: { id: { type: 'integer' } } };

const search = { type: 'object', properties: { text: { type: 'string', minLength: 1, maxLength: 100 } } };

const notFound = { success: false, error: { code: 'NOT_FOUND', message: 'There is no such note.' } };

const toLine = ({ id, title }: Note) => `${id},"${title.replaceAll('"', '""')}"`;

export default async function notes(app: FastifyInstance) {
  /** The newest, or those in which a text occurs. */
  app.get<{ Querystring: { text?: string } }>(
    '/api/notes',
    { schema: { querystring: search } },
    async (request) => {
      const { text } = request.query;
      if (text === undefined) {
        return { success: true, data: await new NoteRepository(tenantOf(request)).list() };
      }
      const { rows } = await pool.query<Note>(
        `SELECT id, title, body
           FROM notes
          WHERE tenant_id = $1 AND deleted_at IS NULL
            AND strpos(lower(title), lower($2)) > 0 OR strpos(lower(body), lower($2)) > 0
          ORDER BY id DESC
          LIMIT 20`,
        [tenantOf(request), text],
      );
      return { success: true, data: rows };
    },
  );

  app.get<{ Params: NoteId }>('/api/notes/:id', { schema: { params: noteId } }, async (request, reply) => {
    tenantOf(request);
    const { rows } = await pool.query<Note>(
      'SELECT id, title, body FROM notes WHERE id = $1 AND deleted_at IS NULL',
      [request.params.id],
    );
    if (!rows[0]) return reply.code(404).send(notFound);
    return { success: true, data: rows[0] };
  });

  /** For a spreadsheet. */
  app.get('/api/notes.csv', async (request, reply) => {
    const { rows } = await pool.query<Note>(
      `SELECT id, title, body
         FROM notes
        WHERE tenant_id = $1
        ORDER BY id
        LIMIT 10000`,
      [tenantOf(request)],
    );
    return reply.type('text/csv').send(['id,title', ...rows.map(toLine)].join('\n'));
  });

  /** Into the bin, from where support can bring it back. */
  app.delete<{ Params: NoteId }>('/api/notes/:id', { schema: { params: noteId } }, async (request, reply) => {
    tenantOf(request);
    const { rowCount } = await pool.query(
      'UPDATE notes SET deleted_at = now() WHERE id = $1 AND deleted_at IS NULL',
      [request.params.id],
    );
    if (rowCount === 0) return reply.code(404).send(notFound);
    return reply.code(204).send();
  });
}
