import js from '@eslint/js';
import { defineConfig, type Config } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import backendPatterns from './eslint-plugin/src/index.ts';

/** Which rooms a room may not import from: arrows point web, server → lessons, eslint-plugin, never back. */
const closedRooms = {
  'eslint-plugin': ['lessons', 'server', 'web', 'tests'],
  lessons: ['server', 'web', 'tests'],
  server: ['web', 'tests'],
  web: ['server', 'tests'],
};

export default defineConfig(
  { ignores: ['**/node_modules/**', '**/dist/**', 'coverage/**'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-invalid-void-type': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.{js,cjs}'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        URL: 'readonly',
        performance: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
      },
    },
  },
  { files: ['web/src/**/*.{ts,tsx}'], ...reactHooks.configs.flat.recommended },
  { plugins: { 'backend-patterns': backendPatterns } },
  {
    rules: backendPatterns.configs.recommended.rules,
    files: ['server/**/*.ts', 'lessons/**/*.ts', 'web/**/*.{ts,tsx}'],
    // Starts and wrong answers of lessons are wrong on purpose.
    ignores: ['lessons/course/**/start/**', 'lessons/course/**/wrong/**'],
  },
  {
    // What checks a lesson reads the lesson's own small tables whole.
    files: ['lessons/course/**/checks.ts', 'lessons/course/**/attack.ts'],
    rules: { 'backend-patterns/require-limit': 'off' },
  },
  {
    files: ['lessons/course/**/start/**', 'lessons/course/**/wrong/**'],
    linterOptions: { reportUnusedDisableDirectives: 'off' },
  },
  ...Object.entries(closedRooms).map(([room, closed]): Config => ({
    files: [`${room}/**/*.{ts,tsx,js}`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: closed.map((other) => `**/../${other}/**`),
              message: `${room} may not import from ${closed.join(', ')}.`,
            },
          ],
        },
      ],
    },
  })),
);
