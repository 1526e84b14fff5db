import { ensureBuilt } from '../../server/bin/build.js';
import { commandAgent, emptyAgent, referenceAgent } from './agent.ts';
import { printTable, toJson } from './report.ts';
import { runEvals, type Mode, type Result } from './run-evals.ts';
import { readTasks } from './tasks.ts';
import { readOptions, refuse } from '../command-line.ts';

const usage = `Usage: npm run eval -- --agent "<command>"

Gives each task to an agent and grades its work by running it. The command starts in a folder with the task's
files; the prompt is its standard input, and TASK.md. "reference" and "empty" are agents too: the right answers,
and none.

  --skill with|without|both  whether the folder has the skill (default both)
  --task <start of an id>    only these tasks; may be repeated
  --seconds <n>              for the agent on one task (default 600)
  --megabytes <n>            for the agent and all it starts (default 4096)
  --parallel <n>             tasks at the same time (default 1)
  --list                     only list the tasks
  --json                     the report for machines`;

const fail = (sentence: string): never => refuse(usage, sentence);
const options = readOptions(usage, {
  agent: { type: 'string' },
  skill: { type: 'string', default: 'both' },
  task: { type: 'string', multiple: true, default: [''] },
  seconds: { type: 'string', default: '600' },
  megabytes: { type: 'string', default: '4096' },
  parallel: { type: 'string', default: '1' },
  list: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
});
if (options.help) {
  console.log(usage);
  process.exit(0);
}

function wholeNumber(name: 'seconds' | 'megabytes' | 'parallel'): number {
  const value = Number(options[name]);
  return Number.isSafeInteger(value) && value > 0
    ? value
    : fail(`--${name} must be a whole number above 0; it is "${options[name]}".`);
}

const modesOf: Readonly<Record<string, readonly Mode[]>> = {
  with: ['with'],
  without: ['without'],
  both: ['without', 'with'],
};
const modes =
  modesOf[options.skill] ?? fail(`--skill must be with, without or both; it is "${options.skill}".`);
const agentLimits = { seconds: wholeNumber('seconds'), megabytes: wholeNumber('megabytes') };
const parallel = wholeNumber('parallel');

if (options.agent === undefined && !options.list) fail('--agent is missing.');
const tasks = await readTasks(options.task);
if (tasks.length === 0) fail(`No task's id begins with ${options.task.join(' or ')}.`);
if (options.list) {
  for (const { id } of tasks) console.log(id);
  process.exit(0);
}

// Lessons run on the built playground, which an edit since then makes stale.
if (tasks.some(({ id }) => id.startsWith('lesson/'))) await ensureBuilt();

const name = options.agent ?? '';
const scripted = { reference: referenceAgent, empty: emptyAgent };
const isScripted = name === 'reference' || name === 'empty';
const results: Result[] = [];
const run = runEvals({
  tasks,
  agent: isScripted ? scripted[name] : commandAgent(name),
  modes,
  agentLimits,
  gradingLimits: { seconds: 120, megabytes: 2048 },
  parallel,
  isTrusted: isScripted,
});
// Each agent and its folder end with us.
process.setMaxListeners(10 + 3 * parallel);
// Without a listener the signal would end only us, and the agent would work on.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
for await (const result of run) {
  results.push(result);
  const count = `${results.length}/${tasks.length * modes.length}`;
  console.error(`${count} ${result.task} ${result.mode} the skill: ${result.passed ? 'passed' : 'failed'}`);
}
if (options.json) console.log(toJson(name, results));
else printTable(results);
