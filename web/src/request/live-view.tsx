import { useSession } from '../session/context.tsx';
import type { LiveResponse } from '../session/state.ts';
import { formatBytes, plural } from '../format.ts';
import { ChunkList } from './body/chunk-list.tsx';
import { readablePath } from './draft.ts';

/** A response while it comes. */
export default function LiveView({ live: { request, head, chunks } }: { readonly live: LiveResponse }) {
  const session = useSession();
  const bytes = chunks.reduce((sum, { content }) => sum + content.length, 0);
  return (
    <div className="response" aria-busy>
      <div className="status-line">
        <b className={`status-${Math.floor(head.status / 100)}xx`}>
          {head.status} {head.statusText}
        </b>
        <span>{plural(chunks.length, 'chunk')}</span>
        <span>{formatBytes(bytes)}</span>
        <span className="grow" />
        <button
          type="button"
          className="button small"
          onClick={() => void session.running.then((running) => running.hangUp())}
        >
          Stop
        </button>
      </div>
      <div className="asked">
        <span className="asked-path">
          {request.method} {readablePath(request.path)}
        </span>
        <span>still coming</span>
      </div>
      {chunks.length === 0 ? (
        <p className="empty">The head has come, and nothing of the body yet.</p>
      ) : (
        <ChunkList chunks={chunks} isComing />
      )}
    </div>
  );
}
