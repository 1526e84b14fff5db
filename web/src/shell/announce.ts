type Listener = (message: string) => void;

const listeners = new Set<Listener>();

/** Says a sentence to those who use a screen reader. */
export function announce(message: string): void {
  for (const listener of listeners) listener(message);
}

export function onAnnouncement(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
