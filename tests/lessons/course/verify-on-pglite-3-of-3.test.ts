import { verifyAnswers } from './verify-answers.ts';

await verifyAnswers('pglite', { index: 2, of: 3 });
