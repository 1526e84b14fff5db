import { verifyAnswers } from './verify-answers.ts';

await verifyAnswers('pglite', { index: 0, of: 3 });
