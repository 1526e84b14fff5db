import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { asciiOnly } from '../lessons/build/ascii.ts';
import { lessonFolder, readCourse, readLesson } from '../lessons/src/course.ts';
import { readSearchTexts } from '../lessons/src/search-text.ts';
import { catalogue } from './build/catalogue.ts';
import { nodeModulesInBrowser } from './build/node-modules.ts';
import { sandbox } from './build/sandbox.ts';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), catalogue({ readCourse, readLesson, lessonFolder, readSearchTexts }), sandbox()],
  resolve: { alias: nodeModulesInBrowser },
  worker: { format: 'es', plugins: () => [asciiOnly] },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    // The page's policy refuses data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The language worker holds TypeScript; the page itself is far smaller.
    chunkSizeWarningLimit: 6000,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
