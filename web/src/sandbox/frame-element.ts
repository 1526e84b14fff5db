/** An element with runner.html in it, that of a frame to be. */
export interface FrameElement {
  readonly element: HTMLIFrameElement;
  /** Its script listens. */
  readonly loaded: Promise<void>;
}

let prepared: FrameElement | undefined;

/**
 * Makes the page's first frame ahead of its use. Its process starts on another core while this one is busy
 * with the page.
 */
export function prepareFrame(): void {
  prepared ??= createFrameElement();
}

/** The frame that was prepared, or a new one. */
export function takeFrame(): FrameElement {
  const frame = prepared?.element.isConnected ? prepared : createFrameElement();
  prepared = undefined;
  return frame;
}

/** In view but not seen: a frame that is not displayed is slowed down. */
function createFrameElement(): FrameElement {
  const element = document.createElement('iframe');
  element.setAttribute('sandbox', 'allow-scripts');
  element.setAttribute('aria-hidden', 'true');
  element.title = 'Sandbox';
  element.tabIndex = -1;
  element.src = '/runner.html';
  Object.assign(element.style, {
    position: 'fixed',
    right: '0',
    bottom: '0',
    width: '1px',
    height: '1px',
    border: '0',
    visibility: 'hidden',
  });
  const loaded = new Promise<void>((resolve) => {
    element.addEventListener('load', () => resolve(), { once: true });
  });
  document.body.append(element);
  return { element, loaded };
}
