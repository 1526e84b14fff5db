/** Starts lint-worker.ts in a thread, where Node's --import does not bring tsx along. */
import { register } from 'tsx/esm/api';

register();
await import('./lint-worker.ts');
