import type { TSESLint } from '@typescript-eslint/utils';
import { defineRule, type Suggestion } from '../define-rule.ts';
import { isTestFile } from '../ast/test-file.ts';
import type { SourceCode } from '../ast/node.ts';
import { type BuilderStar, builderStarsOf } from '../sql/builder-stars.ts';
import { findCte, type Source, sourcesOf, type Star, starsOf, subqueryAt, targetsOf } from '../sql/facts.ts';
import { isNamedAtRunTime } from '../sql/run-time-tables.ts';
import { type Query, queriesOf } from '../sql/queries.ts';
import { type Clause, type Command, commandsOf, type Script } from '../sql/statement.ts';
import { spelledAt } from '../sql/spelled-text.ts';
import { sourceRange } from '../sql/text.ts';
import { endAt, tokenAt, wordAt } from '../sql/token-at.ts';
import { HOLE } from '../sql/tokens.ts';
import { isJudgedWithin } from '../sql/taken-in.ts';
import { knownColumns, type Tables } from '../sql/known-tables.ts';
import { mayHaveBuilderStars, mayHaveSql } from '../sql/signs.ts';

interface Options {
  readonly tables?: Readonly<Record<string, readonly string[]>>;
}

export default defineRule<[Options]>({
  name: 'no-select-star',
  description:
    'Disallow `SELECT *` and `RETURNING *`, which send every column that the table has or will have.',
  preset: 'recommended',
  topic: 'sql',
  mayConcern: (sourceCode) => mayHaveSql(sourceCode) || mayHaveBuilderStars(sourceCode),
  type: 'suggestion',
  hasSuggestions: true,
  messages: {
    select:
      '`SELECT *` reads every column of {{table}}, those added later too: name the columns that you need.',
    returning:
      '`RETURNING *` sends every column of {{table}} back, those added later too: name the columns that you need.',
    nameColumns: 'Name the columns: {{columns}}.',
  },
  schema: [
    {
      type: 'object',
      properties: {
        tables: {
          type: 'object',
          description:
            'The columns of your tables, by table name. The suggestion writes them in place of the star.',
          additionalProperties: { type: 'array', items: { type: 'string' }, minItems: 1 },
        },
      },
      additionalProperties: false,
    },
  ],
  defaultOptions: [{}],
  check(context, report) {
    const { sourceCode } = context;
    for (const query of queriesOf(sourceCode)) {
      if (query.reach === 'none' && isTestFile(context.filename)) continue;
      for (const { star, sources } of openStars(query.script)) {
        if (sources.length > 0 && sources.every((source) => isNamedAtRunTime(sourceCode, query, source)))
          continue;
        const range = sourceRange(query.sql, star.token.start, star.token.end);
        if (isJudgedWithin(sourceCode, query, range[0])) continue;
        const names = sources.map(({ name }) => name?.toLowerCase()).filter((name) => name !== undefined);
        report({
          messageId: star.clause.name === 'select' ? 'select' : 'returning',
          range,
          data: { table: names.length > 0 ? names.join(' and ') : 'the table' },
          suggest: suggestions(sourceCode, query, star, sources, range, () =>
            knownColumns(sourceCode, context.options[0]?.tables),
          ),
        });
      }
    }
    for (const star of builderStarsOf(sourceCode)) {
      report({
        messageId: star.kind,
        range: star.range,
        data: { table: star.table ?? 'the table' },
        suggest: builderSuggestion(star, () => knownColumns(sourceCode, context.options[0]?.tables)),
      });
    }
  },
});

interface OpenStar {
  readonly star: Star;
  readonly sources: readonly Source[];
}

/** The stars whose columns nobody wrote down and that leave the database. */
function* openStars(script: Script): Generator<OpenStar> {
  const reported = new Set<Star['token']>();
  for (const command of commandsOf(script)) {
    if (command.place !== 'statement') continue;
    for (const found of starsFrom(script, command, 0)) {
      if (reported.has(found.star.token)) continue;
      reported.add(found.star.token);
      yield found;
    }
  }
}

/** The stars over tables in a command, and those in the subqueries that its own stars pass on. */
function starsFrom(script: Script, command: Command, depth: number): OpenStar[] {
  if (depth > 10) return [];
  return starsOf(script, command).flatMap((star) => {
    if (star.clause.name === 'returning') return [{ star, sources: targetsOf(script, command) }];
    const all = sourcesOf(script, command);
    const meant =
      star.qualifier === null
        ? all
        : all.filter(
            (source) =>
              (source.alias ?? source.name) === star.qualifier ||
              // `SELECT ${users}.*`: one of the tables that expressions name.
              (source.kind === 'hole' && star.qualifier === HOLE),
          );
    const tables: Source[] = [];
    const inner: OpenStar[] = [];
    for (const source of meant) {
      const query = queryOf(script, command, source);
      if (query)
        inner.push(
          ...query.arms.flatMap((arm) => (arm === command ? [] : starsFrom(script, arm, depth + 1))),
        );
      else if (isOpenTable(source) && !isDefinedElsewhere(script, star.clause)) tables.push(source);
    }
    return tables.length > 0 ? [{ star, sources: tables }] : inner;
  });
}

/** The subquery or common table expression that a source stands for. */
function queryOf(script: Script, command: Command, source: Source): Command | null {
  if (source.kind === 'subquery') return subqueryAt(command, script.tokens.indexOf(source.token), script);
  return source.name !== null && source.schema === null ? findCte(command, source.name) : null;
}

/** An expression of the program in WITH, outside of its brackets, can define what the SELECT reads from. */
function isDefinedElsewhere(script: Script, select: Clause): boolean {
  if (wordAt(script, 0) !== 'WITH') return false;
  for (let index = 1; index < select.first; index = endAt(script, index) + 1)
    if (tokenAt(script, index).kind === 'hole') return true;
  return false;
}

const SYSTEM = /^(?:INFORMATION_SCHEMA|PG_CATALOG|PERFORMANCE_SCHEMA|SYS|MYSQL)$/;
const SYSTEM_TABLE = /^(?:PG_|SQLITE_|PRAGMA_|DUAL$)/;

/** A table or view of the application; catalogues and functions return what the server defines. */
function isOpenTable(source: Source): boolean {
  if (source.kind === 'function' || source.kind === 'subquery') return false;
  if (source.schema !== null && SYSTEM.test(source.schema)) return false;
  return source.name === null || !SYSTEM_TABLE.test(source.name);
}

function suggestions(
  sourceCode: SourceCode,
  { script, sql }: Query,
  star: Star,
  sources: readonly Source[],
  range: readonly [number, number],
  tables: () => Tables,
): Suggestion[] {
  const [only] = sources;
  if (sources.length !== 1 || !only?.name || range[1] - range[0] !== 1 || sql.text[star.token.start] !== '*')
    return [];
  const columns = tables().get(only.name);
  if (!columns) return [];
  const prefix =
    star.qualifier === null
      ? ''
      : script.text.slice(tokenAt(script, script.tokens.indexOf(star.token) - 2).start, star.token.start);
  const list = columns.map((column, index) => (index === 0 ? column : `${prefix}${column}`)).join(', ');
  const fix: TSESLint.ReportFixFunction = (fixer) =>
    fixer.replaceTextRange([range[0], range[1]], spelledAt(sourceCode, range[0], list));
  return [{ messageId: 'nameColumns', data: { columns: columns.join(', ') }, fix }];
}

/** `'id', 'email'` in place of `'*'`, in a list where the method takes one argument. */
function builderSuggestion({ kind, table, literal }: BuilderStar, tables: () => Tables): Suggestion[] {
  const columns = table === null || literal === null ? undefined : tables().get(table.toUpperCase());
  if (!columns || !literal) return [];
  const names = columns.map((column) => `'${column.replace(/^"(.*)"$/, '$1')}'`).join(', ');
  const isAlone = literal.parent.type === 'CallExpression';
  const list = kind === 'returning' && isAlone ? `[${names}]` : names;
  return [
    {
      messageId: 'nameColumns',
      data: { columns: columns.join(', ') },
      fix: (fixer) => fixer.replaceText(literal, list),
    },
  ];
}
