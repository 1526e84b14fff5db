import { testRule } from '../rule-cases.ts';

/** A handler for each response. */
const sends = (...responses: readonly string[]): string =>
  responses.map((response, index) => `app.get('/${index}', (req, res) => { ${response}; });`).join('\n');
const data = 'res.json({ data: users })';
const error = "res.status(404).json({ error: 'Not found' })";
const message = "res.status(404).json({ message: 'Not found' })";

testRule('consistent-response-envelope', {
  valid: [
    // An object, by what is taken from it, and by its name.
    sends(
      'const paginatedUsers = await find(); const { users = [] } = paginatedUsers; res.json(paginatedUsers)',
      error,
    ),
    sends('const found_users = await find(); const { users } = found_users; res.json(found_users)', error),
    sends('res.json(jwks)', error),
    "app.get('/a', (req, res) => res.json({ data: user })); app.get('/b', (req, res) => res.json(BRES));",
    "app.get('/a', (req, res) => res.json(users)); app.get('/b', (req, res) => res.json({ status: 400, error: 'BAD', payload: req.body }));",
    "app.get('/a', (req, res) => res.json(users)); app.delete('/b', (req, res) => res.json({ result: 'SUCCESS' }));",
    "app.get('/a', (req, res) => res.json({ data: user })); app.get('/b', (req, res) => res.send(svg));",
    // What is no content and no text of an error by its key.
    "app.get('/', (req, res) => res.json({ items: users })); app.get('/b', (req, res) => res.json({ users }));",
    sends(data, 'const script = `<script></script>`; res.send(script)'),
    sends('const authorization = await guard.authorize(body); res.json(authorization)', error),
    sends('const newTokens = await exchangeTokens(token); res.json(newTokens)', error),
    sends('res.json(users)'),
    sends('res.json(users)', 'res.json(orders)'),
    sends(data, data),
    sends(data, error),
    sends(data, 'res.json({ data: orders, meta })'),
    sends('res.json({ success: true, data: users })', data),
    sends(data, 'res.json(success(users))'),
    sends(data, 'res.json(result)'),
    sends(data, 'res.json(response)'),
    sends(data, 'res.json(new ApiResponse(users))'),
    sends(data, 'res.json({ token })'),
    sends(data, "res.json({ message: 'Done' })"),
    sends(data, 'res.json({ ...page, total })'),
    sends(data, "res.send('ok')"),
    sends(data, 'res.json()'),
    sends(data, 'res.status(code).json(users)'),
    sends(data, 'res.status(500).json(failure)'),
    sends('res.json({ users })', 'res.json({ orders })'),
    sends(error, error),
    sends(message, message),
    sends(error, "res.status(400).json({ error: 'Bad', message: 'why' })"),
    sends(message, "res.status(400).json({ error: 'Bad', message: 'why' })"),
    sends(error, 'res.status(400).json({ errors })'),
    sends(error, 'res.status(400).json(problem)'),
    sends(message, 'res.json(users)'),
    sends('res.status(404).json({ success: false, message })', 'res.status(400).json({ message })'),
    sends('res.json({ error: null })', message),
    'res.json({ data: 1 });',
    'cache.json({ data: 1 }); cache.json(users);',
    "fetch('/x').then((response) => response.json());",
    { code: sends(data, 'res.json(users)'), filename: 'tests/server.test.ts' },
    sends('res.json(user)', error),
    sends('res.status(201).json(user)', error, error),
    sends(data, 'res.json(cached)'),
    sends('const users = await profileOf(session); res.json(users)', error),
    sends('const teams = await load(); teams.teams = teams.teams.map(view); res.json(teams)', error),
    { code: sends('res.json(users)', error), options: [{ allowBare: true }] },
  ],
  invalid: [
    // A bare list is told once: it lacks the key of the others.
    "app.get('/users', async (req, res) => { if (!req.user) return res.status(401).json({ error: 'no' }); const { rows } = await pool.query('SELECT id FROM users'); res.json(⟦rows⟧); }); app.post('/users', (req, res) => res.json({ data: user })); app.put('/users', (req, res) => res.json({ data: user }));",
    sends(data, 'res.json(⟦users⟧)'),
    sends('res.json(⟦users⟧)', data),
    sends('res.json(⟦users⟧)', 'res.json(⟦orders⟧)', data),
    sends(data, 'res.json(⟦[]⟧)'),
    sends(data, 'res.json(⟦result.rows⟧)'),
    sends(data, 'res.json(⟦rows[0]⟧)'),
    sends(data, 'res.status(201).json(⟦user⟧)'),
    sends(data, data, 'res.json(⟦{ result: users }⟧)'),
    sends(data, data, 'res.json(⟦{ success: true, payload: users }⟧)'),
    sends(data, 'const list = [user]; res.json(⟦list⟧)'),
    sends(error, error, "res.status(400).json(⟦{ message: 'Bad' }⟧)"),
    sends(message, message, "res.status(400).json(⟦{ error: 'Bad' }⟧)"),
    sends(error, "res.status(400).json(⟦{ msg: 'Bad' }⟧)"),
    sends(error, "res.status(400).json(⟦{ success: false, message: 'Bad' }⟧)"),
    sends(error, "res.status(500).send(⟦{ detail: 'Bad' }⟧)"),
    sends(error, "res.status(400).json(⟦{ reason: 'Bad' }⟧)", "res.status(400).json(⟦{ message: 'Bad' }⟧)"),
    sends('res.json(⟦users⟧)', error),
    sends('res.json(⟦[]⟧)', error),
    sends('const users = await service.getAllUsers(); res.json(⟦users⟧)', error),
    sends('const users = await User.find({ active: true }); res.json(⟦users⟧)', error),
    sends('res.json(⟦result.rows⟧)', error, error),
    sends('const list = users.map(view); users.sort(); res.json(⟦users⟧)', error),
    sends(error, 'res.json(user)', 'res.json(⟦orders⟧)'),
    "app.get('/1', (c) => c.json({ data: users }));\napp.get('/2', (c) => c.json(⟦users⟧));",
    "app.get('/1', async (request, reply) => reply.send({ data: users }));\napp.get('/2', async (request, reply) => reply.send(⟦users⟧));",
    'exports.one = (req, res) => { res.json({ success: true, data: user }); };\nexports.all = (req, res) => { res.json(⟦users⟧); };',
    { code: sends(data, 'res.json(⟦users⟧)'), options: [{ allowBare: true }] },
    { code: sends(data, 'res.json(⟦users⟧)'), language: 'espree', filename: 'a.js' },
  ],
  messages: [
    {
      code: sends(data, 'res.json(users)'),
      message:
        'This body is the thing itself, and the one of line 1 has it under `data`: send both in one shape.',
    },
    {
      code: sends(data, data, 'res.json({ result: users })'),
      message:
        'This body has its content under `result`, and the one of line 1 under `data`: send both in one shape.',
    },
    {
      code: sends(error, message),
      message:
        'This error says what is wrong under `message`, and the one of line 1 under `error`: send both in one shape.',
    },
    {
      code: sends('res.json(users)', error),
      message:
        'This body is a bare list, with no room for a total or the next page, and errors of this file come under `error` (line 2): send both in one envelope.',
    },
  ],
});
