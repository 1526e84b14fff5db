export interface ImageSize {
  readonly kind: 'PNG' | 'GIF' | 'WebP' | 'JPEG';
  readonly width: number;
  readonly height: number;
}

/**
 * What kind of image these bytes begin, and how large it says it is; undefined when they are none that is shown.
 * Read before a browser decodes it, because a few kilobytes can unpack to gigabytes.
 */
export function imageSizeOf(bytes: Uint8Array): ImageSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const begins = (at: number, text: string) =>
    [...text].every((character, index) => bytes[at + index] === character.charCodeAt(0));
  try {
    if (begins(0, '\x89PNG')) return { kind: 'PNG', width: view.getUint32(16), height: view.getUint32(20) };
    if (begins(0, 'GIF8')) {
      return { kind: 'GIF', width: view.getUint16(6, true), height: view.getUint16(8, true) };
    }
    if (begins(0, 'RIFF') && begins(8, 'WEBP')) return sizeOfWebp(view, begins);
    if (begins(0, '\xff\xd8')) return sizeOfJpeg(view);
    return undefined;
  } catch (error) {
    // It ends before it has said so.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function sizeOfWebp(view: DataView, begins: (at: number, text: string) => boolean): ImageSize | undefined {
  if (begins(12, 'VP8 ')) {
    const [width, height] = [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
    return { kind: 'WebP', width, height };
  }
  if (begins(12, 'VP8L')) {
    const bits = view.getUint32(21, true);
    return { kind: 'WebP', width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  if (begins(12, 'VP8X')) {
    const three = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1;
    return { kind: 'WebP', width: three(24), height: three(27) };
  }
  return undefined;
}

/** Goes from segment to segment until the one that begins the frame. */
function sizeOfJpeg(view: DataView): ImageSize | undefined {
  for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { kind: 'JPEG', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
  }
  return undefined;
}
