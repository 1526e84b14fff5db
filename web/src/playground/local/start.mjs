/* global process */
// Starts the services, then the program.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { services } from './services.mjs';

const start = (folder, environment) => {
  const file = existsSync(`${folder}server.ts`) ? `${folder}server.ts` : `${folder}server.js`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--import', './.local/services.mjs', file], {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  child.on('exit', (code) => process.exit(code ?? 1));
  return child;
};

const children = services.map(({ name, port }) => start(`services/${name}/`, { PORT: String(port) }));
children.push(start('', {}));
process.on('exit', () => children.forEach((child) => child.kill()));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit());
