import type { Database } from '../../../lessons/skill/backend-development-patterns/examples/foundation/database.ts';
import { blocksOf, type Block } from '../blocks/block.ts';
import type { Supplied } from '../blocks/scope.ts';
import { run } from '../blocks/typescript.ts';
import { empty, renew, seed, supply } from '../blocks/workplace.ts';

/** What a proof works with: a database with Ana, Bob and Ana's orders, and the blocks of its name. */
export interface Workplace {
  readonly database: Database;
  /** The SQL or GraphQL of a block. */
  text(kind: Kind): string;
  /** Runs a TypeScript block on a renewed database and hands out what it declares. */
  load<Declared>(kind: Kind, supplied?: Partial<Supplied>): Promise<Declared>;
  /** Runs an SQL block on a renewed database, in a schema before `public`. */
  apply(kind: Kind): Promise<void>;
}

export type Kind = 'wrong' | 'right';

/** Shows what a wrong block does, and that the right one of the same name does not. */
export type Proof = (workplace: Workplace) => Promise<void>;

/** The proofs of one file of the skill, by the name after `test=`. */
export type Proofs = Readonly<Record<string, Proof>>;

/** The names after `test=` in a file of the skill. */
export function claimedProofs(file: string): readonly string[] {
  return [...new Set(blocksOf(file).flatMap((block) => block.test ?? []))].sort();
}

/** Databases whose tables a block may have changed. */
const applied = new WeakSet<Database>();

/** `answer` stands in for the right block, when somebody else wrote it. */
export function workplaceFor(file: string, name: string, database: Database, answer?: string): Workplace {
  const block = (kind: Kind): Block => {
    if (kind === 'right' && answer !== undefined) return { ...block('wrong'), isWrong: false, code: answer };
    const found = blocksOf(file).filter(
      ({ test, isWrong }) => test === name && isWrong === (kind === 'wrong'),
    );
    const [only] = found;
    if (only === undefined || found.length > 1) {
      throw new Error(`${file} has ${found.length} ${kind} blocks with test=${name}.`);
    }
    return only;
  };
  const renewed = async () => {
    if (applied.delete(database)) await renew(database);
    else await empty(database);
    await seed(database);
  };
  return {
    database,
    text: (kind) => block(kind).code,
    load: async <Declared>(kind: Kind, supplied: Partial<Supplied> = {}) => {
      await renewed();
      // A proof says which names and types the block declares; the compiler checks the block itself.
      return (await run(block(kind), { ...supply(database), ...supplied })) as Declared;
    },
    apply: async (kind) => {
      applied.add(database);
      await renewed();
      applied.add(database);
      const { code } = block(kind);
      await database.transaction((transaction) =>
        transaction.script(`CREATE SCHEMA block; SET search_path = block, public; ${code}`),
      );
    },
  };
}

/** What a promise came to: its value, or its error. */
export async function outcome(work: () => unknown): Promise<{ value?: unknown; error?: unknown }> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error };
  }
}
