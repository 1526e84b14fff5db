/* global Request, URL */
// Each folder in services is a process of its own here, from port 4000 on: http://<name>.internal leads there.
import { existsSync, readdirSync } from 'node:fs';

const FIRST_PORT = 4000;

export const services = readdirSync('services')
  .sort()
  .filter((name) => ['ts', 'js'].some((ending) => existsSync(`services/${name}/server.${ending}`)))
  .map((name, index) => ({ name, port: FIRST_PORT + index }));

const direct = globalThis.fetch;

globalThis.fetch = (input, init) => {
  const request = new Request(input, init);
  const url = new URL(request.url);
  const service = services.find(({ name }) => url.host === `${name}.internal`);
  if (!service) return direct(request);
  url.host = `localhost:${service.port}`;
  return direct(new Request(url, request));
};
