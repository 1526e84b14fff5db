import { describeListenError, findListenProblem, readAddress } from './address.js';
import { ensureBuilt } from './build.js';
import { ensureInstalled } from './install.js';
import { fail, requireNodeVersion } from './node-version.js';

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  console.log(`Usage: npm start

Installs what is missing, builds what is stale, and serves the workbench.

Environment:
  PORT  where to listen, 0 to 65535; 0 takes a free port (default 3000)
  HOST  the address to listen on (default 127.0.0.1)
  README.md has the others: DATABASE_URL, REDIS_URL, LOG_LEVEL, and each limit.`);
  process.exit(0);
}

requireNodeVersion();
const address = readAddress(process.env);
if (address.problem) fail(address.problem);
const problem = await findListenProblem(address);
if (problem) fail(problem);

try {
  await ensureInstalled();
  const { register } = await import('tsx/esm/api');
  register();
  const { readConfiguration } = await import('../src/configuration.ts');
  const configuration = readConfiguration(process.env);
  await ensureBuilt();
  const { serve } = await import('../src/serve.ts');
  await serve(configuration);
} catch (error) {
  fail(error.syscall === 'listen' ? describeListenError(error, address.host, address.port) : error.message);
}
