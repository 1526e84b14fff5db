import { useSyncExternalStore } from 'react';
import { readStored, writeStored } from '../storage.ts';

export type Theme = 'system' | 'dark' | 'light';

const listeners = new Set<() => void>();

function currentTheme(): Theme {
  const stored = readStored('theme');
  return stored === 'dark' || stored === 'light' ? stored : 'system';
}

let theme = currentTheme();

/** The chosen theme; 'system' leaves it to the operating system. */
export function useTheme(): Theme {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => theme,
  );
}

export function chooseTheme(next: Theme): void {
  theme = next;
  writeStored('theme', next);
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  for (const listener of listeners) listener();
}
