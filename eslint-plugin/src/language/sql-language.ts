import type { Dialect } from '../sql/tokens.ts';
import { type SqlFile, SqlSourceCode } from './sql-source-code.ts';

/** What ESLint gives to read. */
interface TextFile {
  readonly body: string | Uint8Array;
  readonly bom: boolean;
}

interface SqlParser {
  parse(text: string, options: { readonly dialect: string; readonly paramTypes: readonly string[] }): unknown;
}

interface LanguageOptions {
  readonly dialect?: Exclude<Dialect, 'unknown'>;
  /** The namespace of sql-parser-cst; with it, what it cannot read is a syntax error. */
  readonly parser?: SqlParser;
}

type Parsed =
  | { readonly ok: true; readonly ast: SqlFile }
  | {
      readonly ok: false;
      readonly errors: readonly {
        readonly message: string;
        readonly line: number;
        readonly column: number;
      }[];
    };

const DIALECTS: readonly unknown[] = [undefined, 'postgresql', 'mysql', 'sqlite'];

/**
 * Files of SQL: migrations, seeds, dumps. They are read by the scanner that reads the SQL of programs, which takes
 * half-written statements and what only psql understands; a parser is there for those who want syntax errors.
 */
export const sqlLanguage = {
  fileType: 'text' as const,
  lineStart: 1 as const,
  columnStart: 0 as const,
  nodeTypeKey: 'type',
  visitorKeys: { SqlFile: [] },
  defaultLanguageOptions: {},

  validateLanguageOptions({ dialect, parser }: Readonly<Record<string, unknown>>): void {
    if (!DIALECTS.includes(dialect)) {
      throw new TypeError(
        `languageOptions.dialect is ${JSON.stringify(dialect)}. Make it 'postgresql', 'mysql' or 'sqlite', or leave it out.`,
      );
    }
    if (parser !== undefined && !isParser(parser)) {
      throw new TypeError(
        'languageOptions.parser has no parse(). Install sql-parser-cst (npm install --save-dev sql-parser-cst) and ' +
          "pass all of it: import * as parser from 'sql-parser-cst'. Without a parser, files of SQL are linted too.",
      );
    }
  },

  parse({ body }: TextFile, { languageOptions }: { readonly languageOptions: LanguageOptions }): Parsed {
    const text = textOf(body);
    const error =
      languageOptions.parser && syntaxError(text, languageOptions.parser, languageOptions.dialect);
    return error
      ? { ok: false, errors: [error] }
      : { ok: true, ast: { type: 'SqlFile', range: [0, text.length] } };
  },

  createSourceCode(
    { body, bom }: TextFile,
    { ast }: { readonly ast: SqlFile },
    { languageOptions }: { readonly languageOptions: LanguageOptions },
  ): SqlSourceCode {
    const text = textOf(body);
    return new SqlSourceCode(text, ast, languageOptions.dialect ?? dialectOf(text), bom);
  },
};

/** Comments that MySQL runs, as they stand in its dumps, and the engine of a table. */
const MYSQL = /\/\*!\d{5}\s|\)\s*ENGINE\s*=/i;

/** The database that a file is made for, where it says so. */
function dialectOf(text: string): Dialect {
  return MYSQL.test(text) ? 'mysql' : 'unknown';
}

function textOf(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}

function isParser(value: unknown): value is SqlParser {
  return typeof value === 'object' && value !== null && 'parse' in value && typeof value.parse === 'function';
}

/** What a parser says, in one sentence, and where. */
function syntaxError(
  text: string,
  parser: SqlParser,
  dialect = 'postgresql',
): { message: string; line: number; column: number } | null {
  try {
    parser.parse(text, { dialect, paramTypes: ['?', ':name', '$name', '@name', '$nr', '?nr'] });
    return null;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const place = /-->[^\n]*?(\d+):(\d+)/.exec(said);
    return {
      message: said.split('\n')[0] ?? said,
      line: Number(place?.[1] ?? 1),
      column: Number(place?.[2] ?? 1),
    };
  }
}
