import fastify from 'fastify';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const app = fastify();

app.get('/api/books', async () => {
  const { rows } = await pool.query(
    `SELECT books.id, books.title, books.published, authors.name AS author
       FROM books
       JOIN authors ON authors.id = books.author_id
      ORDER BY books.published DESC, books.id
      LIMIT 20`,
  );
  return { success: true, data: rows };
});

app.get<{ Params: { id: number } }>(
  '/api/books/:id',
  { schema: { params: { type: 'object', properties: { id: { type: 'integer', minimum: 1 } } } } },
  async (request, reply) => {
    const { rows } = await pool.query('SELECT id, title, published, author_id FROM books WHERE id = $1', [
      request.params.id,
    ]);
    if (rows.length > 0) return { success: true, data: rows[0] };
    return reply
      .code(404)
      .send({ success: false, error: { code: 'NOT_FOUND', message: 'There is no such book.' } });
  },
);

app.post<{ Body: { title: string; published: number; authorId: number } }>(
  '/api/books',
  {
    schema: {
      body: {
        type: 'object',
        required: ['title', 'published', 'authorId'],
        additionalProperties: false,
        properties: {
          title: { type: 'string', minLength: 1, maxLength: 200 },
          published: { type: 'integer', minimum: 0, maximum: 3000 },
          authorId: { type: 'integer', minimum: 1 },
        },
      },
    },
  },
  async (request, reply) => {
    const { title, published, authorId } = request.body;
    const { rows } = await pool.query<{ id: number }>(
      `INSERT INTO books (title, published, author_id)
       SELECT $1, $2, id FROM authors WHERE id = $3
       RETURNING id`,
      [title, published, authorId],
    );
    const book = rows[0];
    if (book) {
      return reply
        .code(201)
        .header('location', `/api/books/${book.id}`)
        .send({ success: true, data: { id: book.id } });
    }
    return reply
      .code(422)
      .send({ success: false, error: { code: 'NO_AUTHOR', message: 'There is no such author.' } });
  },
);

await app.listen({ port: Number(process.env.PORT ?? 3000) });
