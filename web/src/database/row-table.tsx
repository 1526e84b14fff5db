import type { RowSet, TablePage } from '../../../lessons/runtime/playground.ts';

interface RowTableProps {
  readonly rows: RowSet;
  readonly types?: readonly string[];
  readonly sort?: TablePage['sort'] | undefined;
  /** Without it the rows stay in their order. */
  readonly onSort?: (column: string) => void;
}

/** Rows as a table; a NULL is told from a text. */
export function RowTable({ rows: { columns, rows }, types = [], sort, onSort }: RowTableProps) {
  return (
    <table>
      <thead>
        <tr>
          {columns.map((column, index) => {
            const type = types[index] !== undefined && <small>{types[index]}</small>;
            const order =
              sort?.column === column ? (sort.isDescending ? 'descending' : 'ascending') : undefined;
            return (
              <th key={index} scope="col" aria-sort={order}>
                {onSort ? (
                  <button type="button" title="Sort by it" onClick={() => onSort(column)}>
                    {column}
                    {type}
                  </button>
                ) : (
                  <>
                    {column}
                    {type}
                  </>
                )}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            {row.map((value, at) => (
              <td key={at} title={value ?? undefined}>
                {value === null ? <i className="null">NULL</i> : value}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
