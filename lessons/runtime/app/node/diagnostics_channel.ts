type Subscriber = (message: unknown, name: string | symbol) => void;

class Channel {
  readonly name: string | symbol;
  readonly #subscribers = new Set<Subscriber>();

  constructor(name: string | symbol) {
    this.name = name;
  }

  get hasSubscribers(): boolean {
    return this.#subscribers.size > 0;
  }

  subscribe(subscriber: Subscriber): void {
    this.#subscribers.add(subscriber);
  }

  unsubscribe(subscriber: Subscriber): boolean {
    return this.#subscribers.delete(subscriber);
  }

  publish(message: unknown): void {
    for (const subscriber of this.#subscribers) subscriber(message, this.name);
  }

  runStores(
    message: unknown,
    callback: (...values: unknown[]) => unknown,
    receiver?: unknown,
    ...values: unknown[]
  ): unknown {
    this.publish(message);
    return callback.apply(receiver, values);
  }
}

const channels = new Map<string | symbol, Channel>();

export function channel(name: string | symbol): Channel {
  const known = channels.get(name) ?? new Channel(name);
  channels.set(name, known);
  return known;
}

export function tracingChannel(name: string) {
  const part = (event: string) => channel(`tracing:${name}:${event}`);
  const parts = {
    start: part('start'),
    end: part('end'),
    asyncStart: part('asyncStart'),
    asyncEnd: part('asyncEnd'),
    error: part('error'),
  };
  return {
    ...parts,
    get hasSubscribers() {
      return Object.values(parts).some((each) => each.hasSubscribers);
    },
    traceSync: (
      callback: (...values: unknown[]) => unknown,
      _context?: unknown,
      receiver?: unknown,
      ...values: unknown[]
    ) => callback.apply(receiver, values),
  };
}

export const hasSubscribers = (name: string | symbol) => channels.get(name)?.hasSubscribers ?? false;
export const subscribe = (name: string | symbol, subscriber: Subscriber) =>
  channel(name).subscribe(subscriber);
export const unsubscribe = (name: string | symbol, subscriber: Subscriber) =>
  channel(name).unsubscribe(subscriber);
