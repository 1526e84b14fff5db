import express, { type ErrorRequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';

const app = express();
// Paths in errors would be those of the machine.
app.set('env', 'production');
app.use(express.json());
app.use(express.urlencoded({ extended: false }));

app.get('/json', (_request, response) => void response.json({ text: 'grüße', list: [1, null, true] }));
app.get('/text', (_request, response) => void response.send('plain'));
app.get('/none', (_request, response) => void response.status(204).end());
app.get('/redirect', (_request, response) => response.redirect(303, '/json'));
app.get('/cookies', (_request, response) => {
  response.cookie('a', '1', { httpOnly: true, sameSite: 'lax' }).cookie('b', 'two words').json({});
});
app.get('/chunks', (_request, response) => {
  response.type('text/plain').write('one ');
  response.end('two');
});
app.get('/cached', (request, response) => {
  response.set('ETag', '"v1"').vary('Accept');
  if (request.fresh) response.status(304).end();
  else response.json({ version: 1 });
});
app.get('/formats', (_request, response) => {
  response.format({ json: () => response.json({}), text: () => response.send('text') });
});
app.get('/throws', () => {
  throw Object.assign(new Error('teapot'), { status: 418 });
});
app.get('/rejects', async () => {
  await Promise.resolve();
  throw new TypeError('bug');
});
app.get(
  '/limited',
  rateLimit({ windowMs: 60_000, limit: 1, standardHeaders: 'draft-6' }),
  (_request, response) => {
    response.json({});
  },
);
app.all('/echo/:id', (request, response) => {
  const { method, params, query, body, protocol, originalUrl } = request;
  response.status(201).json({ method, params, query, body: body as unknown, protocol, originalUrl });
});

const report: ErrorRequestHandler = (
  error: { status?: number; type?: string; message: string },
  _request,
  response,
  next,
) => {
  if (error.type === undefined) return next(error);
  response.status(error.status ?? 500).json({ type: error.type });
};
app.use(report);

app.listen(Number(process.env.PORT));
