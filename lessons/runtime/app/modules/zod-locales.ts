/** Of zod's fifty languages, the one that its messages have unless told otherwise. */
export { default as en } from 'zod/v4/locales/en.js';
