import { testRule } from '../rule-cases.ts';

const header = 'const header = req.headers.authorization;\n';

testRule('no-case-sensitive-scheme', {
  valid: [
    // Lines of a file, beside a header.
    "const given = req.headers.authorization; for (const line of lines) if (line.trim().startsWith('Basic ')) basic.push(line);",
    // Nothing asks for the scheme.
    "const token = req.headers.authorization?.split(' ')[1];",
    "const token = req.headers.authorization.replace('Bearer ', '');",
    "if (!req.headers.authorization.startsWith('Token ')) throw new UnauthorizedError();",
    { code: `${header}console.log(header.startsWith('Bearer '));`, filename: 'src/upload.tsx' },
    `${header}if (!header?.toLowerCase().startsWith('bearer ')) fail();`,
    `${header}if (!/^bearer /i.test(header)) fail();`,
    `${header}if (!/^Bearer /i.test(header)) fail();`,
    `${header}const match = header.match(/^Bearer (.+)$/i);`,
    `${header}const [scheme, token] = header.split(' '); if (scheme.toLowerCase() !== 'bearer') fail();`,
    `${header}const [scheme] = header.split(' '); if (scheme.toUpperCase() === 'BEARER') go();`,
    `${header}const token = header.replace('Bearer ', '');`,
    `${header}const token = header.slice(7);`,
    `${header}const token = header.split(' ')[1];`,
    `${header}const token = header.split('Bearer ')[1];`,
    `${header}if (header.startsWith('bearer ')) go();`,
    `${header}if (header.startsWith('Token ')) go();`,
    `${header}if (header === 'Bearer abc') go();`,
    `${header}if (name.startsWith('Bearer ')) go();`,
    `${header}if (text === 'Bearer') go();`,
    `${header}if (/^Bearer /.test(name)) go();`,
    `${header}if (/Bearer/.test(header)) go();`,
    'fetch(url, { headers: { Authorization: `Bearer ${token}` } });',
    "axios.defaults.headers.authorization = 'Bearer ' + token;",
    "request(app).get('/me').set('Authorization', 'Bearer ' + token);",
    "const schemes = { authorization: ['Bearer', 'Basic'] };",
    "if (response.token_type === 'Bearer') store(response);",
    "if (title.startsWith('Basic ')) go();",
    "const authorization = 'Bearer';",
    "function authorization(kind) { switch (kind) { case 'Bearer': return 1; } }",
    { code: `${header}if (!header.startsWith('Bearer ')) fail();`, filename: 'tests/auth.ts' },
  ],
  invalid: [
    "if (!⟦req.headers.authorization.trimStart().startsWith('Bearer ')⟧) throw refused;",
    `${header}if (!⟦header.startsWith('Bearer ')⟧) fail();`,
    `${header}if (!⟦header?.startsWith('Bearer ')⟧) fail();`,
    `${header}if (!header || !⟦header.startsWith('Bearer')⟧) fail();`,
    "if (⟦req.headers.authorization.startsWith('Bearer ')⟧) go();",
    "if (⟦req.headers['authorization'].startsWith('Bearer ')⟧) go();",
    "const header = req.get('Authorization');\nif (⟦header.startsWith('Basic ')⟧) go();",
    "const header = req.header('authorization') || '';\nif (⟦header.startsWith('Bearer ')⟧) go();",
    "const { authorization } = req.headers;\nif (⟦authorization.startsWith('Bearer ')⟧) go();",
    "const auth = c.req.header('Authorization');\nif (⟦auth.startsWith('Bearer ')⟧) go();",
    "function read(authHeader, authorization) { return ⟦authHeader.startsWith('Bearer ')⟧; }",
    `${header}if (⟦header.indexOf('Bearer ')⟧ === 0) go();`,
    `${header}if (⟦header.includes('Bearer ')⟧) go();`,
    `${header}if (⟦/^Bearer /⟧.test(header)) go();`,
    `${header}const match = header.match(⟦/^Bearer\\s+(.+)$/⟧);`,
    `${header}const match = ⟦/^(?:Bearer) (.+)$/⟧.exec(header);`,
    `${header}const [scheme, token] = header.split(' '); if (⟦scheme !== 'Bearer'⟧) fail();`,
    "const parts = req.headers.authorization.split(' ');\nif (⟦parts[0] !== 'Bearer'⟧) fail();",
    "if (req.headers.authorization && ⟦req.headers.authorization.split(' ')[0] === 'Bearer'⟧) go();",
    `${header}const [type, token] = header.split(' '); const found = ⟦type === 'Bearer'⟧ ? token : undefined;`,
    `${header}if (⟦header.slice(0, 7) === 'Bearer '⟧) go();`,
    `${header}if (⟦header.substring(0, 7) !== 'Bearer '⟧) fail();`,
  ],
  suggestions: [
    {
      code: `${header}if (!header?.startsWith('Bearer ')) fail();`,
      output: `${header}if (!header?.toLowerCase().startsWith('bearer ')) fail();`,
    },
  ],
  messages: [
    {
      code: `${header}if (!header.startsWith('Bearer ')) fail();`,
      message:
        'Schemes have no case (RFC 9110), so that a client which sends `bearer` is refused: compare in lower case.',
    },
  ],
});
