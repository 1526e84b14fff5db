import type { Origin } from './origin.ts';

const DESCRIPTIONS: Readonly<Record<Origin, string>> = {
  harmless: 'A value',
  unknown: 'A value',
  keys: 'A key of an object from outside',
  parameter: "The caller's text",
  request: 'Request input',
};

/** Names a value by where it comes from, to begin a message with. */
export function describeOrigin(origin: Origin): string {
  return DESCRIPTIONS[origin];
}
