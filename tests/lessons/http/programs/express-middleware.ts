import express, { Router, type ErrorRequestHandler } from 'express';

const app = express();
app.set('env', 'production');
app.set('query parser', 'extended');
app.use((_request, response, next) => {
  response.locals.order = ['first'];
  response.set('X-First', 'yes');
  next();
});

app.post(
  '/json',
  express.json({ limit: 50, strict: true }),
  (request, response) => void response.json(request.body),
);
app.post('/text', express.text({ type: 'text/*' }), (request, response) => void response.send(request.body));
app.post(
  '/raw',
  express.raw(),
  (request, response) => void response.json({ bytes: (request.body as Buffer).length }),
);
app.post(
  '/form',
  express.urlencoded({ extended: true }),
  (request, response) => void response.json(request.body),
);

app.get('/etag', (_request, response) => void response.json({ cached: 'by its ETag' }));
app.get('/strong', (_request, response) => void response.set('ETag', '"strong"').send('strong'));
app.get('/negotiated', (_request, response) =>
  response.format({
    'text/html': () => response.send('<p>html</p>'),
    'application/json': () => response.json({ format: 'json' }),
  }),
);
app.get('/accepts', (request, response) =>
  response.json([
    request.accepts('json', 'html'),
    request.acceptsEncodings('gzip'),
    request.acceptsLanguages('de', 'en'),
  ]),
);
app.get('/status', (_request, response) => void response.sendStatus(202));
app.get('/links', (_request, response) =>
  response
    .links({ next: 'https://example.org/?page=2' })
    .location('/x y')
    .vary('Accept')
    .append('Vary', 'Origin')
    .end(),
);
app.get('/download', (_request, response) => void response.attachment('rechnung ü.csv').send('a;b'));
app.get('/jsonp', (_request, response) => void response.jsonp({ a: 1 }));
app.get('/buffer', (_request, response) => void response.send(Buffer.from([1, 2, 3])));
app.get('/charset', (_request, response) => void response.type('html').send('<p>grüße</p>'));
app.get(
  '/latin',
  (_request, response) => void response.set('Content-Type', 'text/plain; charset=iso-8859-1').send('ü'),
);
app.get('/null', (_request, response) => void response.send(null));
app.get('/query', (request, response) => void response.json(request.query));
app.get('/cookies', (_request, response) =>
  response
    .cookie('object', { a: 1 })
    .cookie('short', 'x', { maxAge: 0, path: '/a', secure: true })
    .clearCookie('gone', { path: '/b' })
    .end(),
);
app.get('/range', (request, response) => void response.json(request.range(100) ?? null));
app.get('/chunks', (_request, response) => {
  response.write('first ');
  setTimeout(() => response.end('last'), 2);
});
app.get(
  '/skip/:id',
  (request, _response, next) => next(request.params.id === '1' ? 'route' : undefined),
  (_request, response) => void response.send('second handler'),
);
app.get('/skip/:id', (_request, response) => void response.send('second route'));

const router = Router({ mergeParams: true });
router.param('item', (request, response, next, item: string) => {
  response.locals.item = item.toUpperCase();
  void request;
  next();
});
router.get('/:item', (request, response) => {
  const { baseUrl, path, originalUrl, params, hostname, secure, xhr } = request;
  response.json({ baseUrl, path, originalUrl, params, hostname, secure, xhr, ...response.locals });
});
app.use('/shops/:shop/items', router);
app.all('/method', (request, response) => void response.send(request.method));
app.get('/async', async () => {
  await new Promise((resolve) => setTimeout(resolve, 1));
  throw Object.assign(new Error('hidden'), { status: 503, headers: { 'Retry-After': '7' } });
});
app.get('/exposed', (_request, _response, next) =>
  next(Object.assign(new Error('seen'), { status: 409, expose: true })),
);
app.get('/late', (_request, response, next) => {
  response.write('begun');
  response.end();
  next(new Error('too late'));
});
app.get('/handled', () => {
  throw new RangeError('handled');
});

const handle: ErrorRequestHandler = (error: Error & { type?: string }, _request, response, next) => {
  if (error instanceof RangeError) response.status(418).json({ error: error.message });
  else if (error.type !== undefined) response.status(400).json({ type: error.type });
  else next(error);
};
app.use(handle);

app.listen(Number(process.env.PORT));
