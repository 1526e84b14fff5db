import { answerLessons } from './answer-lessons.ts';

await answerLessons({ index: 0, of: 2 });
