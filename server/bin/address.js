import { createServer } from 'node:net';

/** Host and port from HOST and PORT, or the sentence that says what is wrong with them. */
export function readAddress(environment) {
  const host = environment.HOST || '127.0.0.1';
  const text = environment.PORT || '3000';
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) {
    return { problem: `PORT must be a whole number from 0 to 65535; it is "${text}".` };
  }
  return { host, port };
}

/** The sentence that says why this address can't be listened on, or undefined when it can. */
export function findListenProblem({ host, port }) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(describeListenError(error, host, port)));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}

/** One sentence for an error of listen(). */
export function describeListenError(error, host, port) {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use. Stop what uses it, or choose another: PORT=3001 npm start.`;
    case 'EACCES':
      return `This user may not listen on port ${port}. Choose one from 1024 up: PORT=3000 npm start.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST must be an address of this machine; "${host}" is not.`;
    default:
      return `Can't listen on ${host}:${port}: ${error.message}.`;
  }
}
