import * as members from './members.ts';

export * from './members.ts';

/** `import crypto from 'node:crypto'` */
export default members;
