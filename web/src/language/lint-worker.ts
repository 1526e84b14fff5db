import { Linter } from 'eslint/universal';
import plugin from '../../../eslint-plugin/src/index.ts';
import { lessonConfig } from '../../../lessons/src/lint-config.ts';
import type { LintAnswer, LintRequest } from './protocol.ts';
import { toFinding } from './to-finding.ts';

const linter = new Linter();

function answer(message: LintAnswer): void {
  postMessage(message);
}

addEventListener('message', ({ data }: MessageEvent<LintRequest>) => {
  const started = performance.now();
  const messages = linter.verify(data.text, lessonConfig(data.rules), { filename: data.path });
  const findings = messages.map((message) => toFinding(message, data.text, plugin));
  answer({ kind: 'findings', id: data.id, findings, milliseconds: performance.now() - started });
});

// The first run compiles ESLint's and TypeScript's hot paths, so do it before anyone waits.
linter.verify('export const first: number = 1;\n', lessonConfig([]), { filename: 'first.ts' });
answer({ kind: 'ready', version: Linter.version });
