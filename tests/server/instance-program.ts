import { readConfiguration } from '../../server/src/configuration.ts';
import { serve } from '../../server/src/serve.ts';

/** One instance of the server as a process: `node --import tsx instance-program.ts <folder of the workbench>`. */
await serve(readConfiguration(process.env), process.argv[2]);
