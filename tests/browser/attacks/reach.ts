import type { HostileProgram } from './attack.ts';

/** Reaching for the page, its storage, other runs, and what grades. */
export const reach: readonly HostileProgram[] = [
  { name: 'local storage', handler: "return scope.localStorage.getItem('secret');" },
  {
    name: 'IndexedDB',
    handler:
      "return await new Promise((resolve, reject) => { const o = scope.indexedDB.open('secrets'); o.onsuccess = () => resolve([...o.result.objectStoreNames]); o.onerror = reject; });",
  },
  { name: 'a list of databases', handler: 'return await scope.indexedDB.databases();' },
  { name: 'the cache of files', handler: 'return await scope.caches.keys();' },
  {
    name: 'a private file system',
    handler: 'return (await scope.navigator.storage.getDirectory()).name;',
  },
  { name: 'cookies', handler: "return await scope.cookieStore.get('secret');" },
  { name: 'locks', handler: "return await scope.navigator.locks.request('x', () => 1);" },
  {
    name: 'a channel to other pages',
    handler: "new scope.BroadcastChannel('secrets').postMessage(secret); await wait(100); return 1;",
  },
  {
    name: 'the parent',
    handler: 'return String(scope.parent?.document ?? scope.top?.document ?? scope.opener?.document);',
  },
  { name: 'the message to the host', handler: "scope.postMessage({ kind: 'ready' }); return 1;" },
  {
    name: 'the message to the host, from its prototype',
    handler:
      "for (let o = scope; o; o = Object.getPrototypeOf(o)) Object.getOwnPropertyDescriptor(o, 'postMessage')?.value.call(scope, { port: 1 }); return 1;",
  },
  {
    name: 'a forged message to itself',
    handler:
      "scope.dispatchEvent(new MessageEvent('message', { data: { kind: 'request', id: 99, request: { method: 'GET', path: '/attack' } } })); return 1;",
  },
  {
    name: 'ports that others send through',
    handler: 'await wait(20); return scope.caught?.length ?? 0;',
    top: `const post = MessagePort.prototype.postMessage;
scope.caught = [];
MessagePort.prototype.postMessage = function (this: MessagePort, ...given: any[]) {
  scope.caught.push(this);
  post.call(this, { kind: 'response', id: 1, response: { status: 200, statusText: 'OK', headers: [], body: 'forged', bytes: 6 } });
  return post.apply(this, given as any);
};`,
  },
  {
    name: 'what functions are called on',
    handler: 'await wait(20); return scope.seen.size;',
    top: `const call = Function.prototype.call;
scope.seen = new Set();
Function.prototype.call = function (this: any, self: any, ...given: any[]) {
  scope.seen.add(self);
  return Reflect.apply(this, self, given);
} as any;
void call;`,
  },
  {
    name: 'the frames of a stack',
    handler:
      'Error.prepareStackTrace = (_, frames) => frames.map((frame: any) => [frame.getThis?.(), frame.getFunction?.()]); const all: any = new Error().stack; return all.length;',
  },
  {
    name: 'every object',
    handler: 'return 1;',
    top: "(Object.prototype as any).kind = 'passed'; (Object.prototype as any).state = { kind: 'passed' };",
  },
  {
    name: 'every array',
    handler: "Array.prototype.push = function () { throw new Error('caught'); }; return { users: [1] };",
  },
  {
    name: 'every promise',
    handler: 'return 1;',
    top: 'Promise.prototype.then = function () { return this; } as any;',
  },
  {
    name: 'what loads the next program',
    handler: "scope.eval = () => { throw new Error('caught'); }; scope.Function = scope.eval; return 1;",
  },
  {
    name: 'a cookie for the page',
    handler: "return reply.header('set-cookie', 'secret=forged; path=/').send('x');",
  },
  {
    name: 'files of the machine',
    handler: 'return (await pool.query("SELECT pg_read_file(\'/etc/passwd\')")).rows;',
  },
];
