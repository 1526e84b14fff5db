import { CheckFailure, type Check } from '../../../runtime/checks/check.ts';
import {
  describeRequest,
  expectObject,
  expectRows,
  expectStatus,
  get,
} from '../../../runtime/checks/expect.ts';
import type { Exchange, HttpRequest } from '../../../runtime/playground.ts';

type Company = 'acme' | 'globex';

const as = (company: Company, request: HttpRequest): HttpRequest => ({
  ...request,
  headers: { ...request.headers, authorization: `Bearer ${company}` },
});
const list = (company: Company, text?: string) => as(company, get('/api/notes', text ? { text } : {}));
const note = (company: Company, id: number) => as(company, get(`/api/notes/${id}`));
const csv = (company: Company) => as(company, get('/api/notes.csv'));
const remove = (company: Company, id: number) => as(company, { method: 'DELETE', path: `/api/notes/${id}` });

/** 'GET /api/notes by Globex' */
function describe({ request }: Exchange): string {
  const isAcme = request.headers?.authorization === 'Bearer acme';
  return `${describeRequest(request)} by ${isAcme ? 'Acme' : 'Globex'}`;
}

/** Fails unless the list has just these titles. */
function expectTitles(exchange: Exchange, titles: readonly string[]): void {
  const received = expectRows(exchange).map(({ title }) => String(title));
  if (JSON.stringify(received) === JSON.stringify(titles)) return;
  throw new CheckFailure({
    sent: describe(exchange),
    expected: titles.join(', ') || 'an empty list',
    received: received.slice(0, 5).join(', ') || 'an empty list',
  });
}

/** Fails when the response has one of these words. */
function expectNothingOf(exchange: Exchange, words: readonly string[]): void {
  expectStatus(exchange, 200);
  const body = exchange.outcome.kind === 'response' ? exchange.outcome.response.body : '';
  const found = words.filter((word) => body.includes(word));
  if (found.length === 0) return;
  throw new CheckFailure({
    sent: describe(exchange),
    expected: `nothing of ${words.join(', ')}`,
    received: `a response with ${found.join(', ')}`,
  });
}

/** Fails unless the spreadsheet has these notes, in this order. */
function expectLines(exchange: Exchange, ids: readonly number[]): void {
  expectStatus(exchange, 200);
  const body = exchange.outcome.kind === 'response' ? exchange.outcome.response.body : '';
  const lines = body.trim().split('\n').slice(1);
  const received = lines.map((line) => Number.parseInt(line, 10));
  if (JSON.stringify(received) === JSON.stringify(ids)) return;
  throw new CheckFailure({
    sent: describe(exchange),
    expected: `below the heading, the notes ${ids.join(', ')}`,
    received: received.join(', ') || 'none',
  });
}

const worksForItsOwn: Check = {
  id: 'works-for-its-own',
  title: 'Lists, searches, shows and exports the notes of the company that asks',
  async run({ send, query }) {
    expectTitles(await send(list('globex')), ['Holidays', 'Shopping list']);
    for (const text of ['PAPER', 'SHOPPING', 'globex needs']) {
      expectTitles(await send(list('globex', text)), ['Shopping list']);
    }
    expectTitles(await send(list('acme', 'minutes 3')), ['Minutes 30', 'Minutes 3']);
    expectTitles(await send(list('acme', '4711')), ['Door code']);
    expectObject(await send(note('acme', 1)));
    expectNothingOf(await send(list('acme')), ['Minutes 11"']);
    // PostgreSQL writes a changed row anew, behind the others, and without the index reads them as they lie.
    await query('UPDATE notes SET body = body WHERE id = 33');
    await query('DROP INDEX notes_of_tenant');
    expectLines(await send(csv('globex')), [33, 34]);
    expectStatus(await send(get('/api/notes')), 401);
  },
};

const hidesOtherCompanies: Check = {
  id: 'hides-other-companies',
  title: 'Shows no note of another company: not in lists, not by search, not by number',
  async run({ send }) {
    for (const text of ['acme', 'door', 'minutes', '4711']) {
      expectTitles(await send(list('globex', text)), []);
    }
    for (const id of [1, 31, 32]) expectStatus(await send(note('globex', id)), 404);
    expectNothingOf(await send(csv('globex')), ['Minutes', 'Door code', 'Salaries']);
    expectNothingOf(await send(list('globex')), ['Minutes', 'Door code', 'Salaries']);
  },
};

const hidesTheBin: Check = {
  id: 'hides-the-bin',
  title: 'Shows no note that is in the bin',
  async run({ send }) {
    expectStatus(await send(remove('acme', 30)), 204);
    for (const text of ['salaries', 'minutes 30']) expectTitles(await send(list('acme', text)), []);
    for (const id of [30, 32]) expectStatus(await send(note('acme', id)), 404);
    expectNothingOf(await send(list('acme')), ['Salaries', 'Minutes 30']);
    expectNothingOf(await send(csv('acme')), ['Salaries', 'Minutes 30']);
    const left = [...Array.from({ length: 29 }, (_, index) => index + 1), 31];
    expectLines(await send(csv('acme')), left);
  },
};

const removesOnlyItsOwn: Check = {
  id: 'removes-only-its-own',
  title: 'Puts only own notes into the bin, and keeps them there',
  async run({ send, query }) {
    expectStatus(await send(remove('globex', 31)), 404);
    expectStatus(await send(note('acme', 31)), 200);
    expectStatus(await send(remove('globex', 33)), 204);
    expectStatus(await send(remove('globex', 33)), 404);
    const { rows } = await query('SELECT count(*) FROM notes WHERE id = 33 AND deleted_at IS NOT NULL');
    if (rows[0]?.[0] === '1') return;
    throw new CheckFailure({
      sent: 'DELETE /api/notes/33 by Globex',
      expected: 'the note, with deleted_at set',
      received: 'no such row',
    });
  },
};

export default [worksForItsOwn, hidesOtherCompanies, hidesTheBin, removesOnlyItsOwn] satisfies Check[];
