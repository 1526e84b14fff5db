import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Playground } from '../../../lessons/runtime/playground.ts';
import { openPlayground, responseOf, serve } from '../host/test-playground.ts';
import { comparable, programText, startPrograms, type RealPrograms } from './real-programs.ts';
import { REQUESTS } from './requests.ts';

let node: RealPrograms;
let playground: Playground;

beforeAll(async () => {
  playground = openPlayground();
  node = await startPrograms(Object.keys(REQUESTS));
});
afterAll(async () => {
  node.stop();
  await playground.dispose();
});

describe.each(Object.entries(REQUESTS))(
  'the program %s answers in the playground as in Node',
  (name, requests) => {
    beforeAll(async () => {
      await serve(playground, await programText(name));
    });

    it.each(
      requests.map((request, index) => [`${index + 1}. ${request.method} ${request.path}`, request] as const),
    )('%s', async (_name, request) => {
      const expected = await node.send(name, request);
      const actual = responseOf(await playground.send(request));
      expect(comparable(actual)).toEqual(comparable(expected));
    });
  },
);
