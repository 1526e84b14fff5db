import { Suspense, type ComponentType } from 'react';
import { startLoad, useLoad, type Load } from '../shell/load.ts';

const fetches: (() => unknown)[] = [];

/** A part of the page that is fetched after the first paint, or when it is opened if that comes sooner. */
export function lazyPart<Props extends object>(
  fetchPart: () => Promise<{ readonly default: ComponentType<Props> }>,
): ComponentType<Props> {
  let load: Load<ComponentType<Props>> | undefined;
  const fetchOnce = () => {
    load ??= startLoad(fetchPart().then((module) => module.default));
    // What could not be had now may be had the next time.
    load.promise.catch(() => (load = undefined));
    return load;
  };
  fetches.push(fetchOnce);
  const Part = (props: Props) => {
    const Loaded = useLoad(fetchOnce());
    return <Loaded {...props} />;
  };
  return (props) => (
    <Suspense fallback={null}>
      <Part {...props} />
    </Suspense>
  );
}

/** Fetches every part that is known by now, so that each opens at once. */
export function fetchParts(): void {
  for (const fetchOnce of fetches) fetchOnce();
}
