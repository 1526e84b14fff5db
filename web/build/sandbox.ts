import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import type { Plugin } from 'vite';

const FRAME = fileURLToPath(new URL('../src/sandbox/frame.ts', import.meta.url));

/** The page runs nothing but its own files. CodeMirror and the panes adopt style sheets, which this allows. */
const PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];

/** The frame that runs programs: no network at all, no script but this one, and workers from blobs. */
const runnerPolicy = (hash: string) => [
  "default-src 'none'",
  `script-src '${hash}' 'unsafe-eval'`,
  'worker-src blob:',
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
];

/** Only a header can say these, so that a page in a file cannot. */
const HEADER_ONLY = ["frame-ancestors 'self'", 'sandbox allow-scripts'];

interface SandboxFiles {
  readonly runner: string;
  /** Content-Security-Policy of the page and of runner.html. */
  readonly policies: { readonly page: string; readonly runner: string };
}

/** Makes runner.html, the frame in which programs run, and the policies that the server must send. */
export async function buildSandbox(): Promise<SandboxFiles> {
  const bundle = await rolldown({ input: FRAME, platform: 'browser' });
  const { output } = await bundle.generate({ format: 'iife', codeSplitting: false, minify: true });
  await bundle.close();
  const script = output[0].code.trim().replaceAll('</script', '<\\/script');
  const hash = `sha256-${createHash('sha256').update(script).digest('base64')}`;
  const policy = runnerPolicy(hash);
  const runner = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}" />
    <title>Sandbox</title>
  </head>
  <body>
    <script>${script}</script>
  </body>
</html>
`;
  return {
    runner,
    policies: { page: PAGE_POLICY.join('; '), runner: [...policy, ...HEADER_ONLY].join('; ') },
  };
}

/** Adds runner.html to what is built and served, and writes policies.json for the server. */
export function sandbox(): Plugin {
  return {
    name: 'sandbox',
    async generateBundle() {
      const { runner, policies } = await buildSandbox();
      this.emitFile({ type: 'asset', fileName: 'runner.html', source: runner });
      this.emitFile({
        type: 'asset',
        fileName: 'policies.json',
        source: `${JSON.stringify(policies, null, 2)}\n`,
      });
    },
    configureServer(server) {
      server.middlewares.use('/runner.html', (_request, response, next) => {
        buildSandbox().then(({ runner, policies }) => {
          response.setHeader('content-type', 'text/html; charset=utf-8');
          response.setHeader('content-security-policy', policies.runner);
          response.end(runner);
        }, next);
      });
    },
  };
}
