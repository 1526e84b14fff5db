import { createContext, useContext } from 'react';
import type { Lesson } from '../../../lessons/src/lesson.ts';

const LessonContext = createContext<Lesson | undefined>(undefined);

export const LessonProvider = LessonContext.Provider;

/** The lesson around this component. */
export function useLesson(): Lesson {
  const lesson = useContext(LessonContext);
  if (!lesson) throw new Error('Used outside of a lesson.');
  return lesson;
}
