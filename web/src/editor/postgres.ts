import { SQLDialect } from '@codemirror/lang-sql';

/**
 * PostgreSQL as people write it. The package's own list has every word that PostgreSQL knows, so that a
 * column called `name` or `id` would look like a keyword.
 */
export const postgres = SQLDialect.define({
  keywords: `select from where and or not in is as on using join inner left right full outer cross lateral
    natural group by having order asc desc nulls first last limit offset fetch next rows only distinct all
    any some exists between like ilike similar to case when then else end cast union intersect except with
    recursive insert into values update set delete returning conflict do nothing default create alter drop
    table index unique view materialized type sequence schema extension function trigger if replace temporary
    primary key foreign references check constraint cascade restrict no action generated always identity
    stored begin start transaction commit rollback savepoint release isolation level for share skip locked
    over partition window filter within explain analyze verbose merge matched truncate add column rename
    grant revoke collate concurrently include tablesample array row interval`,
  types: `uuid text varchar char character varying int integer bigint smallint serial bigserial numeric decimal
    real double precision boolean bool timestamptz timestamp date time zone json jsonb bytea inet citext
    tsvector oid money`,
  builtin: '',
  doubleDollarQuotedStrings: true,
  specialVar: '$',
  operatorChars: '+-*/<>=~!@#%^&|`?',
});
