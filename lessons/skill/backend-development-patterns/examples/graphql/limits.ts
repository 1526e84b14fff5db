import {
  GraphQLError,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

export interface Limits {
  readonly depth: number;
  /** Fields that the answer can have: each counts once for every item of the lists around it. */
  readonly cost: number;
}

/**
 * What is too much about an operation, or undefined. The document must be valid: that rules out fragments that
 * contain themselves. Introspection is not counted, its size is that of the schema.
 */
export function findExcess(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  limits: Limits,
): GraphQLError | undefined {
  const fragments = new Map(
    document.definitions
      .filter(
        (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
      )
      .map((definition) => [definition.name.value, definition]),
  );

  const measure = (selectionSet: SelectionSetNode | undefined): { depth: number; cost: number } => {
    let depth = 0;
    let cost = 0;
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        if (selection.name.value.startsWith('__')) continue;
        const inner = measure(selection.selectionSet);
        depth = Math.max(depth, 1 + inner.depth);
        cost += 1 + pageSize(selection, variables) * inner.cost;
      } else {
        const inner =
          selection.kind === Kind.INLINE_FRAGMENT
            ? measure(selection.selectionSet)
            : measure(fragments.get(selection.name.value)?.selectionSet);
        depth = Math.max(depth, inner.depth);
        cost += inner.cost;
      }
      // A hundred fragments that use each other double the work with each; far beyond the limit, stop counting.
      if (cost > limits.cost) break;
    }
    return { depth, cost };
  };

  const { depth, cost } = measure(operation.selectionSet);
  if (depth > limits.depth) return tooMuch(`Ask for at most ${limits.depth} levels.`);
  if (cost > limits.cost) {
    return tooMuch(`This can answer more than ${limits.cost} fields. Ask for fewer, or for shorter lists.`);
  }
  return undefined;
}

function tooMuch(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'TOO_EXPENSIVE' } });
}

/** How many items a field gives: what `first` says, the schema's default without it, 1 for what is no list. */
function pageSize(field: FieldNode, variables: Readonly<Record<string, unknown>>): number {
  const isList = field.name.value === 'orders' || field.name.value === 'users';
  const first = field.arguments?.find((argument) => argument.name.value === 'first')?.value;
  if (first?.kind === Kind.INT) return Math.max(1, Number(first.value));
  if (first?.kind === Kind.VARIABLE) {
    const value = variables[first.name.value];
    return typeof value === 'number' ? Math.max(1, value) : 100;
  }
  return isList ? 20 : 1;
}
