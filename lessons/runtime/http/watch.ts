import { BUDGET } from '../app/messages.ts';
import { computerTime, startComputerTimer, stopComputerTimer } from '../app/node/clock.ts';
import type { ResponseChunk, ResponsePart } from '../playground.ts';
import type { Flow } from './dispatch.ts';

/** How long a response may take before it is told of in parts, and how far apart those are, in ms. */
const INTERVAL = 50;

/** A response that somebody looks at while it comes. */
export interface Watched {
  /** Closes the connection from the client's side. */
  hangUp(): void;
  /** The response is whole, or will never be. */
  end(): void;
}

/** Tells of a response while it is being written. What is whole at once is told of once, when it is. */
export function watch({ response, hangUp }: Flow, tell: (part: ResponsePart) => void): Watched {
  const began = computerTime();
  let chunks: ResponseChunk[] = [];
  let bytes = 0;
  let isHeadTold = false;
  let timer: ReturnType<typeof startComputerTimer> | undefined;
  const flush = () => {
    timer = undefined;
    if (response.head === undefined) return;
    tell({ ...(isHeadTold ? {} : { head: response.head }), chunks });
    isHeadTold = true;
    chunks = [];
  };
  response.onWrite = (content) => {
    bytes += content?.length ?? 0;
    // It could go on until the memory is full.
    if (bytes > BUDGET.bodyBytes) return hangUp();
    if (bytes > BUDGET.partBytes) return;
    // A copy of its own: a small one may be a piece of a large buffer that is shared.
    if (content) chunks.push({ at: computerTime() - began, content: new Uint8Array(content) });
    timer ??= startComputerTimer(flush, INTERVAL);
  };
  return {
    hangUp,
    end() {
      response.onWrite = undefined;
      stopComputerTimer(timer);
      if (isHeadTold && chunks.length > 0) flush();
    },
  };
}
