/* An ambient module may not import, so its types are named where they are used. */
/* eslint-disable @typescript-eslint/consistent-type-imports */
declare module 'virtual:catalogue' {
  /** A lesson's data and its code, in a chunk of its own. */
  export interface LessonModule {
    readonly lesson: import('../../lessons/src/lesson.ts').Lesson;
    readonly checks: readonly import('../../lessons/runtime/checks/check.ts').Check[];
    readonly attack: import('../../lessons/runtime/attack/attack.ts').Attack | undefined;
  }

  export const lessons: readonly import('../../lessons/src/lesson.ts').LessonSummary[];
  export const lessonLoaders: Readonly<Record<string, () => Promise<LessonModule>>>;
}
