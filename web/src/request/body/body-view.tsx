import { useMemo, useState } from 'react';
import type { Exchange, HttpResponse } from '../../../../lessons/runtime/playground.ts';
import { formatBytes } from '../../format.ts';
import { JsonView } from '../json-view.tsx';
import { bytesOf } from './body-file.ts';
import { ChunkList } from './chunk-list.tsx';
import { HexView } from './hex-view.tsx';
import { ImagePreview } from './image-preview.tsx';
import { imageSizeOf } from './image-size.ts';

/** A longer text is shown in part; the whole of it would keep the page busy. */
const WHOLE_UP_TO = 1_000_000;
const PART = 64_000;

type View = 'chunks' | 'image' | 'text' | 'hex';

const labels: Readonly<Record<View, string>> = {
  chunks: 'As it came',
  image: 'Image',
  text: 'Text',
  hex: 'Hex',
};

interface BodyViewProps {
  readonly exchange: Exchange;
  readonly response: HttpResponse;
}

/** A body as what it is: text, an image, bytes, or the pieces in which it came. */
export function BodyView({ exchange: { chunks }, response }: BodyViewProps) {
  const { body, content } = response;
  const bytes = useMemo(() => (content ? bytesOf(response) : undefined), [content, response]);
  const image = useMemo(() => bytes && imageSizeOf(bytes), [bytes]);
  const isStreamed = chunks !== undefined && chunks.length > 1;
  const views: readonly View[] = [
    ...(isStreamed ? (['chunks'] as const) : []),
    ...(image ? (['image'] as const) : []),
    bytes ? 'hex' : 'text',
  ];
  const [chosen, setChosen] = useState<View>();
  const view = chosen !== undefined && views.includes(chosen) ? chosen : views[0];

  if (body === '') return <p className="empty">The response has no body.</p>;
  return (
    <>
      {response.isCut && (
        <p className="body-note">You closed the connection: this is what had come by then.</p>
      )}
      {views.length > 1 && (
        <div className="body-views" role="group" aria-label="Show the body">
          {views.map((each) => (
            <button
              key={each}
              type="button"
              className="text-button"
              aria-pressed={each === view}
              onClick={() => setChosen(each)}
            >
              {labels[each]}
            </button>
          ))}
        </div>
      )}
      {view === 'chunks' && isStreamed && <ChunkList chunks={chunks} isComing={false} />}
      {view === 'image' && image && bytes && <ImagePreview bytes={bytes} size={image} />}
      {view === 'hex' && bytes && <HexView bytes={bytes} />}
      {view === 'text' && <Text body={body} bytes={response.bytes} />}
    </>
  );
}

function Text({ body, bytes }: { readonly body: string; readonly bytes: number }) {
  if (body.length <= WHOLE_UP_TO) return <JsonView text={body} />;
  return (
    <>
      <p className="body-note">
        The first {formatBytes(PART)} of {formatBytes(bytes)}. Save it as a file to read it all.
      </p>
      <JsonView text={body.slice(0, PART)} />
    </>
  );
}
