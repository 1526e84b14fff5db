import type { HttpResponse } from '../../../lessons/runtime/playground.ts';

/** Response headers, as they were sent. */
export function HeaderList({ headers }: { readonly headers: HttpResponse['headers'] }) {
  if (headers.length === 0) return <p className="empty">No response yet.</p>;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Response headers">
      <dl className="header-list">
        {headers.map(([name, value], index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
