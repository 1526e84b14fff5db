import type { Playground } from '../../../lessons/runtime/playground.ts';
import { checkResults, startPlayground, type VerifiedLesson } from '../course/verification.ts';
import { isListed, type Equivalent } from './equivalents.ts';
import { mutantsOf, type Mutant } from './mutants.ts';

/** What became of a mutant. */
export type Fate =
  | { readonly kind: 'caught'; readonly check: string }
  | { readonly kind: 'survived' }
  /** It survived, and is listed with the reason. */
  | { readonly kind: 'equivalent' | 'open'; readonly reason: string }
  /** The program does not start, so no check had anything to say. */
  | { readonly kind: 'unrunnable' };

export interface GradedMutant extends Mutant {
  readonly fate: Fate;
}

export interface LessonReport {
  readonly lesson: string;
  readonly mutants: readonly GradedMutant[];
  /** Entries for this lesson which no survivor answers to: they can go. */
  readonly stale: readonly Equivalent[];
}

/** Lets a lesson's own checks judge every mutant of its solution, on PGlite, up to the first that fails. */
export async function gradeLesson(
  verified: VerifiedLesson,
  equivalents: readonly Equivalent[],
  isWhole: boolean,
  onMutant: (mutant: GradedMutant) => void,
): Promise<LessonReport> {
  const { lesson, start } = verified;
  const own = equivalents.filter((entry) => entry.lesson === lesson.id);
  const mutants: GradedMutant[] = [];
  const playground = startPlayground('pglite');
  try {
    for (const mutant of mutantsOf(start, lesson.solution, isWhole)) {
      let fate = await judge(playground, verified, mutant);
      const listed = own.find((entry) => isListed(entry, lesson.id, mutant));
      if (fate.kind === 'survived' && listed) fate = { kind: listed.kind, reason: listed.reason };
      mutants.push({ ...mutant, fate });
      onMutant({ ...mutant, fate });
    }
  } finally {
    await playground.dispose();
  }
  const survivors = mutants.filter(({ fate }) => 'reason' in fate);
  const stale = own.filter((entry) => !survivors.some((mutant) => isListed(entry, lesson.id, mutant)));
  return { lesson: lesson.id, mutants, stale };
}

async function judge(playground: Playground, verified: VerifiedLesson, mutant: Mutant): Promise<Fate> {
  const files = { ...verified.lesson.solution, [mutant.file]: mutant.text };
  for await (const { id, verdict } of checkResults(playground, 'pglite', verified, files)) {
    if (verdict.kind === 'passed') continue;
    if (verdict.kind === 'failed') return { kind: 'caught', check: id };
    // Neither passed nor failed: it did not start, or the check stumbled over what it was sent.
    const { kind } = await playground
      .start({ ...verified.start, ...files }, verified.lesson.entry)
      .catch(() => ({ kind: 'failed' }));
    return kind === 'listening' ? { kind: 'caught', check: id } : { kind: 'unrunnable' };
  }
  return { kind: 'survived' };
}
