import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];

const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** Flags for a machine that has no network, no display and no graphics card. */
export const browserFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // As on a desktop: a sandboxed frame has a process of its own, and may take all memory without the page's end.
  '--site-per-process',
];

/** An installed Chrome or Chromium: the one CHROME_PATH names, or else the first in PATH and the usual places. */
function findInstalledBrowser(): string | undefined {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROME_PATH names ${named}, which does not exist.`);
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const inPath = folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
  return [...inPath, ...places].find(existsSync);
}

/** The Chromium that comes in an npm package, unpacked on first use; Linux on x64 only. */
async function unpackBundledBrowser(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  // The package unpacks the libraries that a bare system lacks only where it believes to be on Lambda,
  // and it takes whatever lies in the temporary folder for its own, so it gets one to itself.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x';
  const folder = path.join(os.tmpdir(), 'backend-patterns-chromium');
  await mkdir(folder, { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    return await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/** The path of a browser to test with. Rejects with what to do when none can be had. */
export async function findBrowser(): Promise<string> {
  const found = findInstalledBrowser() ?? (await unpackBundledBrowser().catch(() => undefined));
  if (found) return found;
  throw new Error(
    'The browser tests need Chrome or Chromium, and none was found. Install one ' +
      '(https://www.google.com/chrome, or apt-get install chromium), or name one in CHROME_PATH.',
  );
}
