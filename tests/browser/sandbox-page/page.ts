import { connectPlayground } from '../../../web/src/sandbox/connect.ts';
import { grade } from './grade.ts';

/** The page's side of the sandbox, what grades, and nothing else, for a test to drive. */
Object.assign(window, { connectPlayground, grade });
