import { connectPlayground } from '../../../web/src/sandbox/connect.ts';

/** The page's side of the sandbox and nothing else, for a test to drive. */
Object.assign(window, { connectPlayground });
