import './node/process.ts';
import parser from '@typescript-eslint/parser';
import { Linter, type Linter as LinterTypes } from 'eslint/universal';
import plugin from '../../../eslint-plugin/src/index.ts';
import type { LintAnswer, LintRequest } from './protocol.ts';
import { toFinding } from './to-finding.ts';

const linter = new Linter();

const config: LinterTypes.Config[] = [
  { files: ['**/*.ts'], languageOptions: { parser, ecmaVersion: 'latest', sourceType: 'module' } },
  plugin.configs.recommended,
];

function answer(message: LintAnswer): void {
  postMessage(message);
}

addEventListener('message', ({ data }: MessageEvent<LintRequest>) => {
  const started = performance.now();
  const messages = linter.verify(data.text, config, { filename: data.path });
  const findings = messages.map((message) => toFinding(message, data.text, plugin));
  answer({ kind: 'findings', id: data.id, findings, milliseconds: performance.now() - started });
});

// The first run compiles ESLint's and TypeScript's hot paths, so do it before anyone waits.
linter.verify('export const first: number = 1;\n', config, { filename: 'first.ts' });
answer({ kind: 'ready', version: Linter.version });
