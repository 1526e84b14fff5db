#!/usr/bin/env node
import { register } from 'tsx/esm/api';

/** The command as it runs inside the project; `server/package` makes the one that is published. */
register();
const { start } = await import('../src/command/start.ts');
const { projectPlaces } = await import('../src/places.ts');
await start(projectPlaces);
