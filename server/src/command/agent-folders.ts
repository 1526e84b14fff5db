import { existsSync } from 'node:fs';
import path from 'node:path';

/** An agent, or a convention of several, and where it looks for skills. */
interface AgentFolder {
  readonly name: string;
  /** What lies in a project, or a home folder, whose agent looks there. */
  readonly signs: readonly string[];
  /** Below the project or the home folder. */
  readonly folder: string;
}

function own(name: string, folder = `.${name}`): AgentFolder {
  return { name, signs: [folder], folder: `${folder}/skills` };
}

/** As of November 2026. `.agents/skills` is read by most; the others read only their own. */
const agentFolders: readonly AgentFolder[] = [
  { name: 'claude', signs: ['.claude', 'CLAUDE.md'], folder: '.claude/skills' },
  {
    name: 'agents',
    signs: [
      '.agents',
      '.codex',
      '.gemini',
      '.opencode',
      'AGENTS.md',
      'GEMINI.md',
      '.github/copilot-instructions.md',
    ],
    folder: '.agents/skills',
  },
  own('cursor'),
  own('windsurf'),
  own('augment'),
  own('continue'),
  own('factory'),
  own('goose'),
  own('junie'),
  own('kilocode'),
  own('kiro'),
  own('qwen'),
  own('roo'),
  own('trae'),
];

export type Target =
  | { readonly kind: 'folders'; readonly folders: readonly string[]; readonly wereFound: boolean }
  | { readonly kind: 'unknown'; readonly problem: string };

/** Where to install below `root`: for the agents named, else for those that left a sign, else where most look. */
export function chooseFolders(root: string, names: readonly string[]): Target {
  const known = new Map(agentFolders.map((agent) => [agent.name, agent.folder]));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) {
    return {
      kind: 'unknown',
      problem: `There is no agent "${unknown}". There are: ${[...known.keys()].join(', ')}.`,
    };
  }
  if (names.length > 0) {
    return { kind: 'folders', folders: names.map((name) => known.get(name) ?? ''), wereFound: true };
  }
  const found = agentFolders
    .filter(({ signs }) => signs.some((sign) => existsSync(path.join(root, sign))))
    .map(({ folder }) => folder);
  return found.length > 0
    ? { kind: 'folders', folders: found, wereFound: true }
    : { kind: 'folders', folders: ['.agents/skills'], wereFound: false };
}
