import { testRule } from '../rule-cases.ts';

/** A handler whose database call can fail. */
const caught = (body: string): string =>
  `app.get('/users', async (req, res) => { try { await run(); } catch (error) { ${body} } });`;

testRule('no-internal-error-leak', {
  valid: [
    caught("res.status(500).json({ error: 'Internal server error' });"),
    caught('res.status(400).json({ error: error.message });'),
    caught('res.status(422).json({ error: error.message });'),
    caught('res.status(error.status).json({ error: error.message });'),
    caught('res.json({ error: error.message });'),
    caught(
      'if (error instanceof ValidationError) return res.status(422).json({ error: error.message }); throw error;',
    ),
    caught('next(error);'),
    caught('log.error(error); res.status(500).end();'),
    caught('console.log(error.stack); res.status(500).send("failed");'),
    caught(
      "res.status(500).json({ error: 'x', stack: process.env.NODE_ENV === 'development' ? error.stack : undefined });",
    ),
    caught("res.status(500).json({ error: isProduction ? 'x' : error.message });"),
    caught('res.status(500).json({ error: isDevelopment && error.message });'),
    caught('res.status(500).json({ code: error.code });'),
    caught('res.status(500).json({ id: error.id });'),
    caught('res.status(500).json({ name: error.name });'),
    caught('res.status(500).json({ failed: !!error });'),
    caught("res.status(500).json({ missing: error.code === '42P01' });"),
    caught('res.status(500).json({ error: toPublic(error) });'),
    caught('res.status(500).json({ error: messageFor(error.code) });'),
    caught("res.status(500).render('error', { error });"),
    "const error = 'x'; res.status(500).json({ error });",
    'function fail(res, message) { res.status(500).json({ error: message }); }',
    'function fail(res, error) { res.status(500).json({ error }); }',
    'function send(error, res) { res.status(500).json({ error }); }',
    'const { error } = validate(req.body); if (error) res.status(500).json({ error: error.message });',
    'const errors = []; res.status(500).json({ errors });',
    "app.get('/', (req, res) => res.status(500).json({ req: req.message }));",
    "app.use((err, req, res, next) => res.status(500).json({ error: 'x' }));",
    'app.use((err, req, res, next) => res.status(err.status).json({ error: err.message }));',
    'app.use((err, req, res, next) => { log(err); res.status(404).json({ error: err.message }); });',
    "fs.readFile('x', (err, data) => { if (err) return res.status(404).send(err.message); });",
    "fetch('/x').catch((error) => { client.send(error); });",
    "socket.on('x', (error) => socket.send(error.stack));",
    "db.query('SELECT 1', (err) => { if (err) throw err; });",
    "app.get('/', (c) => c.json({ error: 'x' }, 500));",
    { code: caught('res.status(500).json({ error: error.message });'), filename: 'tests/app.test.ts' },
  ],
  invalid: [
    caught('res.status(500).json({ error: ⟦error.message⟧ });'),
    caught('res.status(500).send(⟦error.message⟧);'),
    caught('res.status(500).json(⟦error⟧);'),
    caught('res.status(500).send(⟦error⟧);'),
    caught('res.status(500).json({ ⟦error⟧ });'),
    caught('res.status(500).json({ error: ⟦error⟧ });'),
    caught('res.status(503).json({ message: ⟦error.message⟧ });'),
    caught('res.status(500).json({ error: { message: ⟦error.message⟧ } });'),
    caught('res.status(500).json({ error: ⟦error.message⟧, stack: ⟦error.stack⟧ });'),
    caught('res.status(400).json({ stack: ⟦error.stack⟧ });'),
    caught('res.json({ error: ⟦error.stack⟧ });'),
    caught('res.status(500).send(`Failed: ${⟦error.message⟧}`);'),
    caught("res.status(500).send('Failed: ' + ⟦error.message⟧);"),
    caught('res.status(500).json({ error: ⟦error?.message⟧ });'),
    caught('res.status(500).json({ error: (error as Error).message });').replace(
      '(error as Error).message',
      '⟦(error as Error).message⟧',
    ),
    caught('res.status(500).json({ error: String(⟦error⟧) });'),
    caught('res.status(500).json({ error: ⟦error.sqlMessage⟧ });'),
    caught('res.status(500).json({ detail: ⟦error.detail⟧ });'),
    caught('return res.status(500).type("json").send({ error: ⟦error.message⟧ });'),
    'app.use((err, req, res, next) => { res.status(500).json({ error: ⟦err.message⟧ }); });',
    'app.use(function (err, req, res, next) { res.status(500).send(⟦err.stack⟧); });',
    "app.get('/', (req, res) => db.query('SELECT 1', (err, rows) => { if (err) return res.status(500).send(⟦err⟧); res.json(rows); }));",
    "app.get('/', (req, res) => run().catch((err) => res.status(500).json({ error: ⟦err.message⟧ })));",
    "app.get('/', (req, res) => run().catch((e) => res.status(500).send(⟦e⟧)));",
    "fastify.get('/', async (request, reply) => { try { await run(); } catch (err) { reply.code(500).send({ error: ⟦err.message⟧ }); } });",
    "app.get('/', async (c) => { try { await run(); } catch (err) { return c.json({ error: ⟦err.message⟧ }, 500); } });",
    'exports.list = async (req, response) => { try { await run(); } catch (ex) { response.status(500).json({ error: ⟦ex.message⟧ }); } };',
    {
      code: 'module.exports = function (req, res) { try { run(); } catch (err) { res.status(500).json({ error: ⟦err.message⟧ }); } };',
      language: 'espree',
      filename: 'a.js',
    },
  ],
  messages: [
    {
      code: caught('res.status(500).json({ error: error.message });'),
      message:
        'The client receives the message of an unexpected error: table names, paths, queries. Log it, and send a fixed message.',
    },
    {
      code: caught('res.status(500).json(error);'),
      message:
        'The client receives all of an unexpected error: table names, paths, queries. Log it, and send a fixed message.',
    },
  ],
});
