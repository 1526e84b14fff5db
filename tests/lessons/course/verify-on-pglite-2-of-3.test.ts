import { verifyAnswers } from './verify-answers.ts';

await verifyAnswers('pglite', { index: 1, of: 3 });
