import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { toCurl, toFetch } from '../../web/src/request/curl.ts';
import { readCurl } from '../../web/src/request/read-curl.ts';
import { shellWords } from '../../web/src/request/shell-words.ts';
import { draftOf, findJsonMistake, readablePath, readDraft } from '../../web/src/request/draft.ts';

const draft = { method: 'GET', path: '/api/users', headers: '', body: '' };

describe('a request draft', () => {
  it('becomes a request without empty parts', () => {
    expect(readDraft(draft)).toEqual({ kind: 'request', request: { method: 'GET', path: '/api/users' } });
  });

  it('encodes what may not stand in an address, and only that', () => {
    const result = readDraft({
      ...draft,
      path: '/api/users?sortBy=(case when 1>0 then "ä" end)&a[b]=%20#top',
    });
    expect(result).toMatchObject({
      request: { path: '/api/users?sortBy=(case%20when%201%3E0%20then%20%22%C3%A4%22%20end)&a[b]=%20' },
    });
  });

  it('always gives a path that a request line can hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const result = readDraft({ ...draft, path: `/${text}` });
        expect(result.kind === 'request' && result.request.path).toMatch(/^\/[\x21-\x7e]*$/);
      }),
    );
  });

  it('reads headers and adds the type of a JSON body', () => {
    const posted = { method: 'POST', path: '/x', headers: 'Authorization: Bearer a:b\n\n', body: '{"a":1}' };
    expect(readDraft(posted)).toEqual({
      kind: 'request',
      request: {
        method: 'POST',
        path: '/x',
        headers: { Authorization: 'Bearer a:b', 'content-type': 'application/json' },
        body: '{"a":1}',
      },
    });
    expect(readDraft({ ...posted, headers: 'Content-Type: text/plain' })).toMatchObject({
      request: { headers: { 'Content-Type': 'text/plain' } },
    });
  });

  it('keeps no body where the method has none', () => {
    expect(readDraft({ ...draft, body: '{"a":1}' })).toEqual({
      kind: 'request',
      request: { method: 'GET', path: '/api/users' },
    });
  });

  it('says what is wrong', () => {
    expect(readDraft({ ...draft, path: 'api/users' })).toMatchObject({ kind: 'wrong', field: 'path' });
    expect(readDraft({ ...draft, headers: 'no colon' })).toMatchObject({ kind: 'wrong', field: 'headers' });
    expect(readDraft({ ...draft, headers: 'a b: c' })).toMatchObject({ kind: 'wrong', field: 'headers' });
    expect(findJsonMistake('{"a":}')).toBeTypeOf('string');
    expect(findJsonMistake('{"a":1}')).toBeUndefined();
    expect(findJsonMistake('  ')).toBeUndefined();
  });

  it('shows a saved request as it was written', () => {
    const request = { method: 'PUT', path: '/x', headers: { a: 'b', c: 'd' }, body: '1' };
    expect(draftOf(request)).toEqual({ method: 'PUT', path: '/x', headers: 'a: b\nc: d', body: '1' });
  });

  it('shows an address decoded where it can be', () => {
    expect(readablePath('/a?b=c%20d+e')).toBe('/a?b=c d e');
    expect(readablePath('/a?b=%zz')).toBe('/a?b=%zz');
  });
});

describe('curl', () => {
  it('writes a command that one can read', () => {
    expect(toCurl({ method: 'GET', path: '/api/users?limit=2' }, 3000)).toBe(
      "curl --include 'http://localhost:3000/api/users?limit=2'",
    );
    expect(toCurl({ method: 'DELETE', path: '/a[0]', headers: { x: '' } }, 3000)).toBe(
      "curl --include --request DELETE --globoff --header 'x;' 'http://localhost:3000/a[0]'",
    );
  });

  it('survives a shell, whatever the body is', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
    fc.assert(
      fc.property(text, (body) => {
        const command = toCurl({ method: 'POST', path: '/x', body }, 3000).replace(/^curl/, 'set --');
        const printed = execFileSync('/bin/sh', ['-c', `${command}; printf '%s' "$5"`], { encoding: 'utf8' });
        expect(printed).toBe(body);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a pasted command of curl', () => {
  const read = (command: string) => {
    const result = readCurl(command);
    return result?.kind === 'request' ? result.request : result;
  };

  it.each([
    ['an address', 'curl localhost:3000/api/users?limit=5', { method: 'GET', path: '/api/users?limit=5' }],
    ['no path', 'curl http://localhost:3000', { method: 'GET', path: '/' }],
    ['a query alone', 'curl http://localhost?x=1', { method: 'GET', path: '/?x=1' }],
    [
      'a form',
      'curl -d a=1 -d b=2 http://h/x',
      {
        method: 'POST',
        path: '/x',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'a=1&b=2',
      },
    ],
    [
      'JSON over several lines',
      `$ curl -XPUT 'http://h/x' \\\n  -H "Content-Type: application/json" \\\n  --data-raw $'{"a":"it\\'s"}' --compressed`,
      { method: 'PUT', path: '/x', headers: { 'Content-Type': 'application/json' }, body: `{"a":"it's"}` },
    ],
    ['data in the query', 'curl -G -d q=1 http://h/x?a=2', { method: 'GET', path: '/x?a=2&q=1' }],
    ['a head', 'curl -I http://h/x', { method: 'HEAD', path: '/x' }],
    [
      'a user',
      'curl -u ada:s3 http://h/',
      { method: 'GET', path: '/', headers: { authorization: 'Basic YWRhOnMz' } },
    ],
  ])('with %s is read', (_, command, request) => {
    expect(read(command)).toEqual(request);
  });

  it('that asks for more than a request says what', () => {
    expect(read('curl -F a=@b http://h/')).toMatchObject({ kind: 'wrong', message: /-F/ });
    expect(read('curl -d @body.json http://h/')).toMatchObject({ kind: 'wrong', message: /body\.json/ });
    expect(read('curl -s')).toMatchObject({ kind: 'wrong', message: /no address/ });
  });

  it('is told from other texts', () => {
    for (const text of ['/api/users', 'curly', '', '  ']) expect(readCurl(text)).toBeUndefined();
  });

  it('is the request that was copied', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
    fc.assert(
      fc.property(text, (body) => {
        const request = {
          method: 'PATCH',
          path: '/x?a[0]=1',
          headers: { 'content-type': 'text/plain' },
          body,
        };
        expect(read(toCurl(request, 3000))).toEqual(request);
      }),
    );
  });

  it('is split as a shell splits it', () => {
    const safe = fc.stringMatching(/^[ a-z'"\\\t-]{0,12}$/);
    fc.assert(
      fc.property(fc.array(safe, { maxLength: 4 }), (words) => {
        const line = words.map((word) => `"${word.replace(/["\\]/g, '\\$&')}"`).join(' ');
        const printed = execFileSync('/bin/sh', ['-c', `printf '%s\n' ${line}`], { encoding: 'utf8' });
        expect(shellWords(line).join('\n')).toBe(printed.slice(0, -1));
      }),
      { numRuns: 30 },
    );
  });
});

describe('fetch', () => {
  it('is a statement that sends the request', async () => {
    const request = { method: 'POST', path: '/x', headers: { 'x-a': "it's" }, body: '{"a":1}' };
    const calls: unknown[] = [];
    const run = new Function('fetch', `return (async () => { ${toFetch(request, 3000)} })()`);
    await run((...given: unknown[]) => calls.push(given));
    expect(calls).toEqual([
      ['http://localhost:3000/x', { method: 'POST', headers: { 'x-a': "it's" }, body: '{"a":1}' }],
    ]);
    expect(toFetch({ method: 'GET', path: '/' }, 3000)).toBe('await fetch("http://localhost:3000/");');
  });
});
