import type { FastifyInstance } from 'fastify';
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
      const repository = new NoteRepository(tenantOf(request));
      const data = text === undefined ? await repository.list() : await repository.search(text);
      return { success: true, data };
    },
  );

  app.get<{ Params: NoteId }>('/api/notes/:id', { schema: { params: noteId } }, async (request, reply) => {
    const note = await new NoteRepository(tenantOf(request)).find(request.params.id);
    if (!note) return reply.code(404).send(notFound);
    return { success: true, data: note };
  });

  /** For a spreadsheet. */
  app.get('/api/notes.csv', async (request, reply) => {
    const all = await new NoteRepository(tenantOf(request)).all();
    return reply.type('text/csv').send(['id,title', ...all.map(toLine)].join('\n'));
  });

  /** Into the bin, from where support can bring it back. */
  app.delete<{ Params: NoteId }>('/api/notes/:id', { schema: { params: noteId } }, async (request, reply) => {
    const isRemoved = await new NoteRepository(tenantOf(request)).remove(request.params.id);
    if (!isRemoved) return reply.code(404).send(notFound);
    return reply.code(204).send();
  });
}
