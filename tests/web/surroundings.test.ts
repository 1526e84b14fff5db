import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration } from '../../web/src/format.ts';
import { conditionsOf, outcomesOf } from '../../web/src/session/service-settings.ts';

describe('the way to a service', () => {
  it('is left alone when nothing is set', () => {
    expect(conditionsOf({ orders: { latency: 200, failure: 0, loss: 0 } })).toEqual({
      orders: { latency: 200, outcomes: [] },
    });
  });

  it('fails as many of 100 calls as is set, and loses as many within one', () => {
    const settings = fc
      .integer({ min: 0, max: 20 })
      .chain((failure) =>
        fc
          .integer({ min: 0, max: 20 - failure })
          .map((loss) => ({ latency: 0, failure: failure * 5, loss: loss * 5 })),
      );
    fc.assert(
      fc.property(settings, ({ latency, failure, loss }) => {
        const hundred = outcomesOf({ latency, failure, loss }).slice(0, 100);
        const isNothing = failure + loss === 0;
        expect(hundred).toHaveLength(isNothing ? 0 : 100);
        expect(hundred.filter((outcome) => outcome === 503)).toHaveLength(failure);
        const lost = hundred.filter((outcome) => typeof outcome === 'string' && outcome !== 'answer').length;
        expect(Math.abs(lost - loss)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('loses requests and answers in turn', () => {
    expect(outcomesOf({ latency: 0, failure: 0, loss: 50 }).slice(0, 4)).toEqual([
      'answer',
      'lose-response',
      'answer',
      'lose-request',
    ]);
  });
});

describe('a stretch of time', () => {
  it.each([
    [0, '0 ms'],
    [250, '250 ms'],
    [1000, '1 s'],
    [900_000, '15 min'],
    [5_400_000, '1 h 30 min'],
    [90_061_000, '1 d 1 h'],
  ])('of %d ms is %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});
