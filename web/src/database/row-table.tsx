import type { RowSet } from '../../../lessons/runtime/playground.ts';

interface RowTableProps {
  readonly rows: RowSet;
  readonly types?: readonly string[];
}

/** Rows as a table; a NULL is told from a text. */
export function RowTable({ rows: { columns, rows }, types = [] }: RowTableProps) {
  return (
    <table>
      <thead>
        <tr>
          {columns.map((column, index) => (
            <th key={index} scope="col">
              {column}
              {types[index] !== undefined && <small>{types[index]}</small>}
            </th>
          ))}
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
