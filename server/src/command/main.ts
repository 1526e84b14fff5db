import { parseArgs } from 'node:util';
import type { Places } from '../places.ts';
import { installSkill, type InstallOptions } from './install.ts';
import { printSkill } from './print.ts';

/** What a command did: text for standard output and standard error, and the exit code. */
export interface Outcome {
  readonly output?: string | Buffer;
  readonly problem?: string;
  readonly code: number;
}

export const usage = `Usage: backend-patterns <command>

  skill                  the list of what there is: levels, files, when to load each, tokens
  skill <level>          a level: 1 is SKILL.md, 2 and 3 list their files
  skill <file>           a file, byte for byte: rest.md, examples/auth/guard.ts
  skill find <question>  the section that answers it
  skill agents           an index for AGENTS.md
  skill install          copies the skill to where your agents look for it
  mcp                    serves skill, linter and exercises to an agent over standard input and output

Options of skill install:
  --project <folder>  the project to install into (default: this folder)
  --global            into your home folder instead, for all projects
  --agent <name>      only for this agent, found or not; may be repeated: claude, agents, cursor, windsurf, …
  --force             replaces files that differ
  --dry-run           says what it would do, and does nothing

  -h, --help   this text
  --version    the version of the skill
`;

/** Runs one command. `mcp` comes back when its client has gone. */
export async function runMain(given: readonly string[], places: Places): Promise<Outcome> {
  const parsed = parse(given);
  if ('problem' in parsed) return { problem: `${parsed.problem}\n\n${usage}`, code: 2 };
  const { values, positionals } = parsed;
  const [command, ...rest] = positionals;
  if (values.help) return { output: usage, code: 0 };
  if (command === undefined && !values.version) return { problem: usage, code: 2 };
  const isInstall = command === 'skill' && rest[0] === 'install';
  const wrong = isInstall ? wrongInstall(values, rest.slice(1)) : wrongElsewhere(values);
  if (wrong !== undefined) return { problem: `${wrong}\n\n${usage}`, code: 2 };
  const skill = await places.readSkill();
  if (values.version) return { output: `${skill.catalogue.version}\n`, code: 0 };
  if (command === 'mcp' && rest.length === 0) {
    // Its modules take a while to load; the others do not wait for them.
    const { serveMcp } = await import('../mcp/serve-mcp.ts');
    await serveMcp(skill, places);
    return { code: 0 };
  }
  if (isInstall) return installSkill(skill, values);
  if (command === 'skill') return printSkill(skill, rest);
  return { problem: `There is no command "${positionals.join(' ')}".\n\n${usage}`, code: 2 };
}

function wrongInstall(values: InstallOptions, more: readonly string[]): string | undefined {
  if (more.length > 0) return `skill install takes no "${more.join(' ')}"; name a folder with --project.`;
  if (values.global && values.project !== undefined)
    return '--global installs into your home folder, --project into a project: give one of them.';
  return undefined;
}

/** An option that does nothing would let its user believe that it did. */
function wrongElsewhere(values: InstallOptions): string | undefined {
  const given = Object.entries(installOptions)
    .filter(([name, option]) => String(values[name as keyof InstallOptions]) !== String(option.default))
    .map(([name]) => `--${name}`);
  return given.length > 0 ? `Only skill install has ${given.join(', ')}.` : undefined;
}

const installOptions = {
  project: { type: 'string', default: undefined },
  global: { type: 'boolean', default: false },
  agent: { type: 'string', multiple: true, default: [] as string[] },
  force: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
} as const;

function parse(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      allowPositionals: true,
      options: {
        ...installOptions,
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
