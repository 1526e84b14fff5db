interface Address {
  readonly address: string;
  readonly family: 4;
}

const HERE: Address = { address: '127.0.0.1', family: 4 };

type Callback = (error: Error | null, address?: string | Address[], family?: number) => void;

/** Every name is this machine: there is no other. */
export function lookup(_name: string, options: { all?: boolean } | Callback, callback?: Callback): void {
  const done = typeof options === 'function' ? options : callback;
  const isAll = typeof options === 'object' && options.all === true;
  queueMicrotask(() => (isAll ? done?.(null, [HERE]) : done?.(null, HERE.address, HERE.family)));
}

export const promises = { lookup: () => Promise.resolve(HERE) };
