import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { toCurl } from '../../web/src/request/curl.ts';
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
