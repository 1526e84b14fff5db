/* eslint-disable @typescript-eslint/consistent-type-imports -- an import statement would make this a module, and its declarations augmentations */
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

declare module 'virtual:search-texts' {
  /** What a search finds lessons by, in lower case, by lesson id. */
  export const texts: Readonly<Record<string, string>>;
}
