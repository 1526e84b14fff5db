import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lint } from '../lint.ts';
import { testRule } from '../rule-cases.ts';

const limit = "import rateLimit from 'express-rate-limit';\n";
const safe = "store, legacyHeaders: false, message: { error: 'slow down' }";

testRule('no-rate-limiter-defaults', {
  valid: [
    `${limit}app.use(rateLimit({ ${safe} }));`,
    `${limit}app.use(rateLimit({ max: 5, windowMs: 60_000, ${safe} }));`,
    `${limit}app.use(rateLimit({ ${safe}, standardHeaders: 'draft-8' }));`,
    `${limit}app.use(rateLimit({ store, legacyHeaders: false, handler }));`,
    `${limit}app.use(rateLimit({ store, legacyHeaders: false, handler: (req, res) => res.json({}) }));`,
    `${limit}app.use(rateLimit({ store, legacyHeaders: false, handler, message: 'slow down' }));`,
    `${limit}app.use(rateLimit({ store, legacyHeaders: false, message }));`,
    `${limit}app.use(rateLimit({ store, legacyHeaders: false, message: envelope('slow down') }));`,
    `${limit}app.use(rateLimit({ store, legacyHeaders: false, message: async () => ({ error: 'slow' }) }));`,
    `${limit}app.use(rateLimit({ store, legacyHeaders, message: { error: 'slow' } }));`,
    `${limit}app.use(rateLimit({ store, headers: false, message: { error: 'slow' } }));`,
    `${limit}app.use(rateLimit({ store: new RedisStore({ sendCommand }), legacyHeaders: false, message: {} }));`,
    `${limit}app.use(rateLimit({ 'store': store, 'legacyHeaders': false, 'message': {} }));`,
    `${limit}const options = { ${safe} };\napp.use(rateLimit(options));`,
    `${limit}app.use(rateLimit(options));`,
    `${limit}app.use(rateLimit({ ...options }));`,
    `${limit}app.use(rateLimit({ ...options, max: 5 }));`,
    `${limit}app.use(rateLimit({ [name]: 5 }));`,
    `${limit}app.use(rateLimit(config.get('limits')));`,
    `${limit}let options = { max: 5 };\noptions = other;\napp.use(rateLimit(options));`,
    `import { rateLimit } from 'express-rate-limit';\napp.use(rateLimit({ ${safe} }));`,
    `const rateLimit = require('express-rate-limit');\napp.use(rateLimit({ ${safe} }));`,
    `import { ipKeyGenerator } from 'express-rate-limit';\nipKeyGenerator({ max: 5 });`,
    "import rateLimit from '@fastify/rate-limit';\nfastify.register(rateLimit, { max: 5 });",
    "import rateLimit from './rate-limit';\napp.use(rateLimit({ max: 5 }));",
    'app.use(rateLimit({ max: 5 }));',
    "import slowDown from 'express-slow-down';\napp.use(slowDown({ delayAfter: 5 }));",
    { code: `${limit}app.use(rateLimit({ max: 5 }));`, filename: 'tests/app.ts' },
    {
      code: `${limit}app.use(rateLimit({ legacyHeaders: false, message: {} }));`,
      options: [{ allowMemory: true }],
    },
  ],
  invalid: [
    "import rateLimit from 'express-rate-limit'; app.use(⟦rateLimit⟧({ store, message: { error: 'x' } }));",
    "import rateLimit from 'express-rate-limit'; app.use(⟦rateLimit⟧({ handler, legacyHeaders: false }));",
    `${limit}app.use(⟦rateLimit⟧({ legacyHeaders: false, message: {} }));`,
    `${limit}app.use(⟦rateLimit⟧({ max: 5, legacyHeaders: false, message: {} }));`,
    `${limit}app.use(⟦rateLimit⟧({ legacyHeaders: false, handler }));`,
    `${limit}const options = { legacyHeaders: false, message: {} };\napp.use(⟦rateLimit⟧(options));`,
    `import { rateLimit } from 'express-rate-limit';\napp.use(⟦rateLimit⟧({ legacyHeaders: false, handler }));`,
    `const rateLimit = require('express-rate-limit');\napp.use(⟦rateLimit⟧({ legacyHeaders: false, handler }));`,
    `const { rateLimit: limiter } = require('express-rate-limit');\napp.use(⟦limiter⟧({ legacyHeaders: false, handler }));`,
    `import limiter from 'express-rate-limit';\napp.use(⟦limiter⟧({ legacyHeaders: false, handler }));`,
    `${limit}app.use(rateLimit({ store, legacyHeaders: false, ⟦message: 'slow down'⟧ }));`,
    `${limit}app.use(rateLimit({ store, legacyHeaders: false, ⟦message: \`slow down\`⟧ }));`,
    `${limit}app.use(rateLimit({ store, legacyHeaders: false, ⟦'message': 'slow down'⟧ }));`,
    `${limit}app.use(⟦rateLimit⟧({ store, legacyHeaders: false }));`,
    `${limit}app.use(⟦rateLimit⟧({ store, message: {} }));`,
    `${limit}app.use(rateLimit({ store, message: {}, ⟦legacyHeaders: true⟧ }));`,
    `${limit}app.use(rateLimit({ store, message: {}, ⟦headers: true⟧ }));`,
    `${limit}app.use(⟦rateLimit⟧({ store, handler }));`,
    `${limit}const a = ⟦rateLimit⟧({ legacyHeaders: false, handler });\nconst b = ⟦rateLimit⟧({ legacyHeaders: false, handler });`,
    `${limit}const a = ⟦rateLimit⟧({ legacyHeaders: false, ⟦message: 'slow'⟧ });`,
    {
      code: `${limit}app.use(rateLimit({ legacyHeaders: false, ⟦message: 'slow'⟧ }));`,
      options: [{ allowMemory: true }],
    },
  ],
  messages: [
    {
      code: `${limit}app.use(rateLimit({ legacyHeaders: false, handler }));`,
      message:
        'Without `store` this limiter counts in the memory of one process, so that each process and each restart begins at 0: share a store, such as rate-limit-redis.',
    },
  ],
});

test.each([
  [{ 'better-sqlite3': '12' }, 0],
  [{ 'better-sqlite3': '12', pg: '8' }, 1],
  [{ pg: '8' }, 1],
])('a program whose data is a file runs as one process: %j', (dependencies, count) => {
  const cwd = mkdtempSync(join(tmpdir(), 'one-process-'));
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ dependencies }));
  const code = `${limit}app.use(rateLimit({ legacyHeaders: false, message: { error: 'slow down' } }));`;
  const found = lint(code, ['no-rate-limiter-defaults'], { cwd, filename: 'src/app.js' });
  expect(found).toHaveLength(count);
  rmSync(cwd, { recursive: true });
});
