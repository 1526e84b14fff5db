import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatJson } from '../../web/src/request/json-text.ts';

const textOf = (json: string, width = 40) =>
  formatJson(json, width)?.map((line) => line.map(({ text }) => text).join(''));

describe('formatted JSON', () => {
  it('breaks what does not fit and leaves what does on one line', () => {
    expect(textOf('{"success":true,"data":[{"id":1,"name":"Ada"},{"id":2,"name":"Alan"}]}')).toEqual([
      '{',
      '  "success": true,',
      '  "data": [',
      '    { "id": 1, "name": "Ada" },',
      '    { "id": 2, "name": "Alan" }',
      '  ]',
      '}',
    ]);
    expect(textOf('[]')).toEqual(['[]']);
    expect(textOf('{"a":{}}')).toEqual(['{ "a": {} }']);
  });

  it('says what each piece is', () => {
    const kinds = formatJson('{"a":["b",-1.5e3,null]}', 80)
      ?.flat()
      .map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['punctuation', 'space', 'key', 'string', 'number', 'word']));
  });

  it('keeps long numbers, repeated keys and escapes as they were sent', () => {
    expect(textOf('{"a":12345678901234567890,"a":"\\u0041\\"{"}', 80)).toEqual([
      '{ "a": 12345678901234567890, "a": "\\u0041\\"{" }',
    ]);
  });

  it('is the same JSON, whatever was sent and however narrow the pane is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(120), (value, width) => {
        const lines = textOf(JSON.stringify(value), width) ?? [];
        expect(JSON.parse(lines.join('\n'))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is not for other text', () => {
    expect(formatJson('<html>', 80)).toBeUndefined();
    expect(formatJson('', 80)).toBeUndefined();
  });
});
