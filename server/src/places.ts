import { fileURLToPath } from 'node:url';
import { readProjectSkill } from '../../lessons/src/skill/project-skill.ts';
import type { Skill } from '../../lessons/src/skill/skill.ts';

/** Where the parts that are read at run time are: in the project, or in the package. */
export interface Places {
  readonly readSkill: () => Promise<Skill>;
  readonly course: string;
  /** The folder of the playground's bundles, with a slash at its end. */
  readonly playground: URL;
  /** The module of the thread that lints. */
  readonly lintWorker: URL;
}

/** The project's own folders; its TypeScript runs through tsx. */
export const projectPlaces: Places = {
  readSkill: readProjectSkill,
  course: fileURLToPath(new URL('../../lessons/course', import.meta.url)),
  playground: new URL('../../lessons/dist/', import.meta.url),
  lintWorker: new URL('./lint/start-lint-worker.js', import.meta.url),
};
