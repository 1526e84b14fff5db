import fc from 'fast-check';
import nodeAssert from 'node:assert';
import { Buffer as NodeBuffer } from 'node:buffer';
import * as nodeCrypto from 'node:crypto';
import * as nodeUtil from 'node:util';
import { describe, expect, it } from 'vitest';
import { format } from '../../../lessons/runtime/app/console/format.ts';
import { inspect } from '../../../lessons/runtime/app/console/inspect.ts';
import { table } from '../../../lessons/runtime/app/console/table.ts';
import assert from '../../../lessons/runtime/app/node/assert.ts';
import { Buffer } from '../../../lessons/runtime/app/node/buffer.ts';
import * as crypto from '../../../lessons/runtime/app/node/crypto.ts';
import { isDeepStrictEqual } from '../../../lessons/runtime/app/node/deep-equal.ts';

class Point {
  x = 1;
  next: Point | undefined;
}

describe('console output', () => {
  it.each([
    ['a text', ['plain']],
    ['several values', ['a', 1, true, null, undefined, 10n, -0, Symbol('s')]],
    ['nested objects', [{ a: { b: { c: { d: 1 } } }, 'key-with-dash': [1, [2, [3, [4]]]] }]],
    ['quotes', [["it's", 'say "hi"', 'both \' and "', 'new\nline']]],
    ['collections', [new Map([['a', { b: 1 }]]), new Set([1, 'x'])]],
    ['empty things', [{}, [], new Map(), new Set(), '']],
    ['dates and patterns', [new Date(0), /a+/gi, new Date(NaN)]],
    ['a class', [new Point(), Point, Object.create(null)]],
    [
      'functions',
      [
        function named() {},
        () => 1,
        class Empty {
          x = 1;
        },
        async () => 1,
      ],
    ],
    [
      'placeholders',
      ['%s is %d years, %i, %f, %j %O %% %c.', 'Ada', 36.5, 36.5, '1.5', { a: 1 }, [1], 'css', 'rest'],
    ],
    ['too few values', ['%s and %s', 'one']],
    [
      'a getter',
      [
        {
          get a() {
            return 1;
          },
          set a(_value) {},
          get b() {
            return 2;
          },
        },
      ],
    ],
    [
      'long arrays',
      [Array.from({ length: 3 }, (_, index) => `a fairly long text, number ${index}, to break the line`)],
    ],
    ['buffers', [new Uint8Array([1, 2, 3])]],
  ])('of %s is what Node prints', (_what, values) => {
    expect(format(...values)).toBe(nodeUtil.format(...values));
  });

  it('shows a circle', () => {
    const point = new Point();
    point.next = point;
    expect(inspect(point)).toContain('[Circular *1]');
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withSet: true,
          withNullPrototype: true,
          withTypedArray: true,
          withSparseArray: true,
        }),
        (value) => {
          expect(typeof format('%s %o', value, value)).toBe('string');
        },
      ),
    );
  });

  it('draws a table as Node does', () => {
    expect(table([{ a: 1, b: 'x' }, { a: 2 }, 3])).toBe(
      [
        '┌─────────┬───┬─────┬────────┐',
        '│ (index) │ a │ b   │ Values │',
        '├─────────┼───┼─────┼────────┤',
        "│ 0       │ 1 │ 'x' │        │",
        '│ 1       │ 2 │     │        │',
        '│ 2       │   │     │ 3      │',
        '└─────────┴───┴─────┴────────┘',
      ].join('\n'),
    );
  });
});

describe('node:buffer', () => {
  const encodings = ['utf8', 'utf-8', 'hex', 'base64', 'base64url', 'latin1', 'ascii', 'utf16le'] as const;

  it('reads and writes every encoding as Node does', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.constantFrom(...encodings),
        (text, encoding) => {
          const bytes = NodeBuffer.from(text, 'utf8');
          const encoded = bytes.toString(encoding);
          expect(Buffer.from(text).toString(encoding)).toBe(encoded);
          expect([...Buffer.from(encoded, encoding)]).toEqual([...NodeBuffer.from(encoded, encoding)]);
          expect(Buffer.byteLength(text)).toBe(bytes.length);
        },
      ),
    );
  });
});

describe('node:crypto', () => {
  it('hashes and signs as Node does', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('md5', 'sha1', 'sha256', 'SHA-384', 'sha512', 'sha3-256'),
        fc.string(),
        fc.string(),
        (name, key, text) => {
          expect(crypto.createHash(name).update(text).copy().update(key).digest('base64url')).toBe(
            nodeCrypto.createHash(name).update(text).copy().update(key).digest('base64url'),
          );
          expect(crypto.createHmac(name, key).update(text).digest('hex')).toBe(
            nodeCrypto.createHmac(name, key).update(text).digest('hex'),
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  it('derives keys as Node does', () => {
    const scrypt = nodeCrypto.scryptSync('secret', 'salt', 32, { N: 1024 });
    expect(crypto.scryptSync('secret', 'salt', 32, { N: 1024 }).toString('hex')).toBe(scrypt.toString('hex'));
    const pbkdf2 = nodeCrypto.pbkdf2Sync('secret', 'salt', 1000, 32, 'sha256');
    expect(crypto.pbkdf2Sync('secret', 'salt', 1000, 32, 'sha256').toString('hex')).toBe(
      pbkdf2.toString('hex'),
    );
  });

  it('makes UUIDs of version 4, and integers within their range', () => {
    expect(crypto.randomUUID()).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    const drawn = Array.from({ length: 200 }, () => crypto.randomInt(3, 6));
    expect(new Set(drawn)).toEqual(new Set([3, 4, 5]));
    expect(crypto.randomBytes(100_000).some((byte) => byte !== 0)).toBe(true);
  });

  it('compares without telling where', () => {
    expect(crypto.timingSafeEqual(Buffer.from('same'), Buffer.from('same'))).toBe(true);
    expect(crypto.timingSafeEqual(Buffer.from('same'), Buffer.from('sama'))).toBe(false);
    expect(() => crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('ab'))).toThrow(RangeError);
  });
});

describe('node:assert', () => {
  const fails = (message: string) => () => {
    throw new RangeError(message);
  };

  it.each([
    ['a pattern', /out/, true],
    ['another pattern', /in/, false],
    ['a class', RangeError, true],
    ['another class', TypeError, false],
    ['fields', { name: 'RangeError', message: /out/ }, true],
    ['other fields', { name: 'RangeError', code: 'x' }, false],
    ['a function that agrees', () => true, true],
    ['a function that does not', () => false, false],
  ])('throws() holds the error to %s as Node does', (_what, expected, holds) => {
    for (const throws of [assert.throws, nodeAssert.throws]) {
      const judge = () => throws(fails('out of range'), expected as RegExp);
      if (holds) judge();
      else expect(judge).toThrow();
    }
  });
});

describe('isDeepStrictEqual', () => {
  it('agrees with Node', () => {
    fc.assert(
      fc.property(fc.anything({ withDate: true }), fc.anything({ withDate: true }), (left, right) => {
        expect(isDeepStrictEqual(left, right)).toBe(nodeUtil.isDeepStrictEqual(left, right));
        expect(isDeepStrictEqual(left, structuredClone(left))).toBe(
          nodeUtil.isDeepStrictEqual(left, structuredClone(left)),
        );
      }),
    );
  });
});
