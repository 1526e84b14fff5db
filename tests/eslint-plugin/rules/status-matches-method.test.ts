import { testRule } from '../rule-cases.ts';

/** A route of Express around a statement. */
const route = (method: string, body: string, url = '/users'): string =>
  `app.${method}('${url}', async (req, res) => { ${body} });`;
const create = 'const user = await User.create(req.body);';

testRule('status-matches-method', {
  valid: [
    ...['ON CONFLICT (name) DO UPDATE SET age = $2', 'ON DUPLICATE KEY UPDATE age = 2'].map((end) =>
      route(
        'post',
        `const user = await db.query('INSERT INTO users (name, age) VALUES ($1, $2) ${end}', values); res.json(user);`,
      ),
    ),
    // What a POST does to one thing, or sends.
    ...['/renew', '/newsletter', '/recreate-order', '/address', '/townspeople', '/:id'].map((url) =>
      route('post', `${create} res.json(user);`, url),
    ),
    "app.post('/boards', async (req, res) => { const board = await createBoardIfMissing(req.body); res.status(200).json(board); });",
    "app.put('/users/:id', async (req, res) => { const user = await update(req.body); res.json(user); });",
    "app.get('/users', async (req, res) => { res.status(200).end(); });",
    "app.post('/users', async (req, res) => { const user = await service.createOrUpdateUser(req.body); res.json(user); });",
    route('post', `${create} res.status(201).json(user);`),
    route('post', `${create} res.status(202).json(user);`),
    route('post', `${create} res.status(code).json(user);`),
    route('post', `${create} res.status(201); res.json(user);`),
    route('post', `${create} res.json({ ok: true });`),
    route('post', `${create} res.status(400).json(user);`),
    route('post', `${create} res.json(user);`, '/users/:id'),
    route('post', `${create} res.json(user);`, '/login'),
    route('post', `${create} res.json(user);`, '/users/search'),
    route('post', `${create} res.json(user);`, '/checkout'),
    route('post', `${create} res.json(user);`, '/users/me'),
    route('put', `${create} res.json(user);`),
    route('post', 'const users = await User.find(); res.json(users);'),
    route('post', 'const session = await Session.create({}); res.json(session);', '/sessions'),
    route('post', 'const token = await createToken(user); res.json({ token });', '/tokens'),
    route('post', 'const intent = await stripe.paymentIntents.create({}); res.json(intent);', '/payments'),
    route('post', "const response = await axios.create().post('/x'); res.json(response);"),
    route('get', 'res.json(users);'),
    route('get', 'res.status(200).json(users);'),
    route('delete', 'res.status(204).send();'),
    route('delete', 'res.status(204).end();'),
    route('delete', 'res.sendStatus(204);'),
    route('delete', 'res.status(200).json({ deleted: 1 });'),
    route('delete', "res.json({ message: 'Deleted' });"),
    route('delete', 'res.sendStatus(404);'),
    route('delete', 'res.sendStatus(code);'),
    route('delete', 'res.end();'),
    route('put', 'res.sendStatus(200);'),
    route('post', 'res.status(200).end();'),
    route('delete', 'res.status(204).json();'),
    route('delete', 'res.status(204).send(null);'),
    route('delete', "res.status(204).send('');"),
    route('delete', 'res.status(204).send(undefined);'),
    'exports.create = async (req, res) => { const user = await User.create(req.body); res.json(user); };',
    "const save = async (req, res) => { const user = await User.create(req.body); res.json(user); };\napp.post('/users', save);\napp.put('/users/:id', save);",
    'cache.status(204).json({ a: 1 });',
    "client.post('/users', async (req, res) => { res.sendStatus(200); });",
    { code: route('delete', 'res.sendStatus(200);'), filename: 'tests/server.test.ts' },
  ],
  invalid: [
    route(
      'post',
      "const user = await db.query('INSERT INTO users (name) VALUES ($1) ON CONFLICT DO NOTHING', values); ⟦res.json⟧(user);",
    ),
    ...['/create-order', '/addUser', '/new', '/sign-up', '/people'].map((url) =>
      route('post', `${create} ⟦res.json⟧(user);`, url),
    ),
    route('post', 'res.status(205).json(⟦{ done: true }⟧);'),
    "app.get('/users', async (req, res) => { res.status(⟦201⟧).json(await list()); });",
    route('delete', 'res.status(204).json(⟦{ deleted: true }⟧);'),
    route('delete', "res.status(204).send(⟦'Deleted'⟧);"),
    route('put', 'return res.status(204).json(⟦user⟧);'),
    'function remove(req, res) { res.status(204).json(⟦{}⟧); }',
    'function cached(req, res) { res.status(304).send(⟦body⟧); }',
    'async function remove(request, reply) { return reply.code(204).send(⟦{ success: true }⟧); }',
    "app.delete('/users/:id', (c) => c.json(⟦{ ok: true }⟧, 204));",
    route('get', 'res.status(⟦201⟧).json(users);'),
    route('delete', 'res.status(⟦201⟧).json({ deleted: 1 });'),
    "app.get('/users', (c) => c.json(users, ⟦201⟧));",
    route('delete', 'res.sendStatus(⟦200⟧);'),
    route('delete', 'res.status(⟦200⟧).end();'),
    route('delete', 'await User.remove(); return res.status(⟦200⟧).send();'),
    "app.delete('/users/:id', async (request, reply) => { return reply.code(⟦200⟧).send(); });",
    "router.route('/users/:id').delete((req, res) => { res.sendStatus(⟦200⟧); });",
    route('post', `${create} ⟦res.json⟧(user);`),
    route('post', `${create} ⟦res.send⟧(user);`),
    route('post', `${create} res.status(⟦200⟧).json(user);`),
    route('post', `${create} res.status(⟦200⟧).json({ success: true, data: user });`),
    route('post', `${create} return ⟦res.json⟧({ user });`),
    route('post', `${create} ⟦res.json⟧({ id: user.id });`),
    route('post', `${create} ⟦res.json⟧(user);`, '/'),
    route('post', `${create} ⟦res.json⟧(user);`, '/signup'),
    route('post', `${create} ⟦res.json⟧(user);`, '/users/:id/orders'),
    route('post', `try { ${create} ⟦res.json⟧(user); } catch (error) { next(error); }`),
    route(
      'post',
      "const { rows } = await db.query('INSERT INTO users (name) VALUES ($1) RETURNING id', [name]); ⟦res.json⟧(rows[0]);",
    ),
    route(
      'post',
      "const result = await db.query('INSERT INTO users (name) VALUES ($1) RETURNING id', [name]); ⟦res.json⟧(result.rows[0]);",
    ),
    route('post', 'const user = await usersService.createUser(req.body); ⟦res.json⟧(user);'),
    route('post', 'const user = await createUser(req.body); ⟦res.json⟧(user);'),
    route('post', 'const user = await prisma.user.create({ data }); ⟦res.json⟧(user);'),
    `const save = async (req, res) => { ${create} ⟦res.json⟧(user); };\napp.post('/users', validate, save);`,
    `app.post('/users', asyncHandler(async (req, res) => { ${create} ⟦res.json⟧(user); }));`,
    `app.post('/users', async (request, reply) => { ${create} return ⟦reply.send⟧(user); });`,
    `app.post('/users', async (c) => { ${create} return ⟦c.json⟧(user); });`,
    {
      code: "app.delete('/users/:id', function (req, res) { res.sendStatus(⟦200⟧); });",
      language: 'espree',
      filename: 'a.js',
    },
  ],
  suggestions: [
    {
      code: route('delete', "res.status(204).send('Deleted');"),
      output: route('delete', 'res.status(204).send();'),
    },
    {
      code: route('get', 'res.status(201).json(users);'),
      output: route('get', 'res.status(200).json(users);'),
    },
    {
      code: route('post', `${create} res.status(200).json(user);`),
      output: route('post', `${create} res.status(201).json(user);`),
    },
    {
      code: route('delete', 'res.status(204).json({ deleted: true });'),
      output: route('delete', 'res.status(204).end();'),
    },
    {
      code: route('delete', "res.status(204).send('Deleted');"),
      output: route('delete', "res.status(200).send('Deleted');"),
    },
    { code: route('delete', 'res.sendStatus(200);'), output: route('delete', 'res.sendStatus(204);') },
    {
      code: route('post', `${create} res.json(user);`),
      output: route('post', `${create} res.status(201).json(user);`),
    },
    {
      code: `app.post('/users', async (request, reply) => { ${create} return reply.send(user); });`,
      output: `app.post('/users', async (request, reply) => { ${create} return reply.code(201).send(user); });`,
    },
    {
      code: `app.post('/users', async (c) => { ${create} return c.json(user); });`,
      output: `app.post('/users', async (c) => { ${create} return c.json(user, 201); });`,
    },
  ],
  messages: [
    {
      code: route('post', `${create} res.json(user);`),
      message: 'This POST creates something and answers 200, which says that nothing is new: answer 201.',
    },
    {
      code: route('delete', 'res.sendStatus(200);'),
      message: 'This DELETE sends no body, which 204 says and 200 does not: answer 204.',
    },
  ],
});
