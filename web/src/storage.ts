const prefix = 'backend-patterns/1/';

/** The value that was kept under this name, or undefined where there is none or no storage. */
export function readStored(name: string): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a value across reloads. False when the browser refuses: no storage, or a full one. */
export function writeStored(name: string, value: string): boolean {
  try {
    localStorage.setItem(prefix + name, value);
    return true;
  } catch {
    return false;
  }
}

/** What react-resizable-panels asks for to keep the sizes of panes. */
export const paneStorage = {
  getItem: (key: string) => readStored(`panes/${key}`) ?? null,
  setItem: (key: string, value: string) => void writeStored(`panes/${key}`, value),
};
