import { writeFileSync } from 'node:fs';
import { defectsTable, readDefects } from './defects.ts';

writeFileSync(new URL('./defects.md', import.meta.url), defectsTable(readDefects()));
