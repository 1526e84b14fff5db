import { answerLessons } from './answer-lessons.ts';

await answerLessons({ index: 1, of: 2 });
