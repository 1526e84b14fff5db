import { DatabaseFailure } from '../database-failure.ts';
import { decodeDataRow, decodeError, decodeRowDescription, type Field } from './backend.ts';
import { textOf } from './bytes.ts';
import type { FrontendMessage } from './frontend.ts';
import { protocolMessages } from './message-stream.ts';

const encoder = new TextEncoder();

/** The messages that run one statement with parameters in text form. */
export function statementMessages(sql: string, parameters: readonly (string | null)[]): FrontendMessage[] {
  return [
    { kind: 'parse', statement: '', sql, types: [] },
    {
      kind: 'bind',
      portal: '',
      statement: '',
      formats: [],
      values: parameters.map((parameter) => (parameter === null ? null : encoder.encode(parameter))),
      resultFormats: [],
    },
    { kind: 'describe', target: 'portal', name: '' },
    { kind: 'execute', portal: '', maximumRows: 0 },
    { kind: 'sync' },
  ];
}

/** The rows of the last statement in an answer that gives any; those before a failure count too. */
export function lastRows(answer: Uint8Array): StatementResult | undefined {
  let last: { fields: Field[]; rows: (string | null)[][] } | undefined;
  for (const { type, body } of protocolMessages(answer)) {
    if (type === 'T') last = { fields: decodeRowDescription(body), rows: [] };
    if (type === 'D') last?.rows.push(textsOf(body));
  }
  return last;
}

export interface StatementResult {
  readonly fields: readonly Field[];
  /** Text form of every value. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/** The rows in an answer to those messages; throws the error in it as a DatabaseFailure. */
export function statementResult(answer: Uint8Array): StatementResult {
  let fields: Field[] = [];
  const rows: (string | null)[][] = [];
  for (const { type, body } of protocolMessages(answer)) {
    if (type === 'T') fields = decodeRowDescription(body);
    if (type === 'D') rows.push(textsOf(body));
    if (type === 'E') throw new DatabaseFailure(decodeError(body));
  }
  return { fields, rows };
}

function textsOf(dataRow: Uint8Array): (string | null)[] {
  return decodeDataRow(dataRow).map((value) => (value === null ? null : textOf(value)));
}
