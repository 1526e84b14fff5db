import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAppEvent } from '../../../lessons/runtime/host/parse-event.ts';

const ERROR = { name: 'Error', message: 'no', frames: [{ file: 'a.ts', line: 1, column: 2 }] };
const RESPONSE = { status: 200, statusText: 'OK', headers: [['A', 'b']], body: 'body', bytes: 4 };

/** One of each message that a worker sends. */
const EVENTS = [
  { kind: 'ready' },
  { kind: 'evaluated' },
  { kind: 'listening', port: 3000 },
  {
    kind: 'log',
    entry: { level: 'warn', text: 'line', position: { file: 'a.ts', line: 1, column: 1 }, error: ERROR },
  },
  { kind: 'flood', message: 'too much' },
  { kind: 'failed', error: { ...ERROR, advice: 'do', position: { file: 'a.ts', line: 1, column: 2 } } },
  { kind: 'ended', error: ERROR },
  { kind: 'response', id: 1, response: RESPONSE },
  { kind: 'settled', id: 1 },
  { kind: 'reset', id: 1, error: ERROR },
];

describe('parseAppEvent', () => {
  it.each(EVENTS)('reads $kind as it is', (event) => {
    expect(parseAppEvent(event)?.event).toEqual(event);
  });

  it('leaves out what it does not know, and cuts what is too long', () => {
    const parsed = parseAppEvent({ kind: 'flood', message: 'x'.repeat(20_000), more: { deep: true } });
    expect(parsed?.event).toEqual({ kind: 'flood', message: `${'x'.repeat(10_000)}…` });
    expect(parsed?.characters).toBe(20_000);
  });

  it.each([
    { kind: 'response', id: -1, response: RESPONSE },
    { kind: 'response', id: 1, response: { ...RESPONSE, status: 1e9 } },
    { kind: 'response', id: 1, response: { ...RESPONSE, headers: [['A', 7]] } },
    { kind: 'log', entry: { level: 'shout', text: 'line' } },
    { kind: 'statement', record: {} },
    { kind: 'constructor' },
  ])('refuses %j', (event) => {
    expect(parseAppEvent(event)).toBeUndefined();
  });

  it('never throws, and never passes on a value that is no event', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EVENTS), fc.string(), fc.anything(), (event, field, value) => {
        const parsed = parseAppEvent({ ...event, [field]: value });
        if (parsed !== undefined) expect(parsed.event.kind).toBe(event.kind);
        expect(parseAppEvent(value) === undefined || typeof value === 'object').toBe(true);
      }),
    );
  });
});
