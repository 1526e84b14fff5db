import { useEffect, useRef, useState } from 'react';
import { formatCount } from '../../format.ts';
import type { ImageSize } from './image-size.ts';

/** Pixels that are decoded at most. */
const MOST_PIXELS = 24_000_000;

interface ImagePreviewProps {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly size: ImageSize;
}

/** An image that the program sent, painted from its bytes: nothing in it can load or run. */
export function ImagePreview({ bytes, size: { kind, width, height } }: ImagePreviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [mistake, setMistake] = useState<string>();
  const isTooLarge = width * height > MOST_PIXELS;

  useEffect(() => {
    if (isTooLarge) return;
    let isCurrent = true;
    createImageBitmap(new Blob([bytes])).then(
      (bitmap) => {
        if (isCurrent && canvas.current) {
          Object.assign(canvas.current, { width: bitmap.width, height: bitmap.height });
          canvas.current.getContext('2d')?.drawImage(bitmap, 0, 0);
          setMistake(undefined);
        }
        bitmap.close();
      },
      () => isCurrent && setMistake('It begins like an image, but cannot be decoded.'),
    );
    return () => {
      isCurrent = false;
    };
  }, [bytes, isTooLarge]);

  const label = `${kind} image, ${formatCount(width)} × ${formatCount(height)} pixels`;
  return (
    <figure className="image-preview">
      <figcaption>
        {label}
        {isTooLarge && ': too large to be shown here'}
      </figcaption>
      {mistake !== undefined && <p className="mistake">{mistake}</p>}
      {!isTooLarge && <canvas ref={canvas} role="img" aria-label={label} hidden={mistake !== undefined} />}
    </figure>
  );
}
