import { lessonLoaders, type LessonModule } from 'virtual:catalogue';
import { startLoad, type Load } from '../shell/load.ts';

const loads = new Map<string, Load<LessonModule>>();

/** A lesson's text, files and checks: the same load each time. */
export function lessonModule(id: string): Load<LessonModule> {
  const known = loads.get(id);
  if (known) return known;
  const promise = lessonLoaders[id]?.() ?? Promise.reject(new Error(`There is no lesson ${id}.`));
  const load = startLoad(promise);
  loads.set(id, load);
  return load;
}
