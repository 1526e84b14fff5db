#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { readSkill } from '../../lessons/src/skill/skill.ts';
import { start } from '../src/command/start.ts';

/** The published command: everything lies beside this file's folder, in the package. */
await start({
  readSkill: () => readSkill(fileURLToPath(new URL('../skills', import.meta.url))),
  course: fileURLToPath(new URL('../course', import.meta.url)),
  playground: new URL('../playground/', import.meta.url),
  lintWorker: new URL('./lint-worker.js', import.meta.url),
});
