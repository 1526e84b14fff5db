import { verifyAnswers } from './verify-answers.ts';

await verifyAnswers('pg-mem');
