import { fileURLToPath } from 'node:url';

/** Where the parts that are read at run time are: in the project, or in the package. */
export interface Places {
  /** The folder with catalogue.json and the skill beside it. */
  readonly skill: string;
  readonly course: string;
  /** The folder of the playground's bundles, with a slash at its end. */
  readonly playground: URL;
  /** The module of the thread that lints. */
  readonly lintWorker: URL;
}

/** The project's own folders; its TypeScript runs through tsx. */
export const projectPlaces: Places = {
  skill: fileURLToPath(new URL('../../lessons/skill', import.meta.url)),
  course: fileURLToPath(new URL('../../lessons/course', import.meta.url)),
  playground: new URL('../../lessons/dist/', import.meta.url),
  lintWorker: new URL('./lint/start-lint-worker.js', import.meta.url),
};
