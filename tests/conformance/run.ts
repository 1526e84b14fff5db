import { checkMcp } from './mcp.ts';
import { checkSkill } from './skill.ts';
import { installTools } from './tools.ts';

/** `npm run conformance`: what the tools of others say of the skill and of the MCP server. */
let failed = 0;
function report(name: string, failures: readonly string[]): void {
  if (failures.length > 0) failed += 1;
  console.log(`${failures.length === 0 ? 'passed' : 'FAILED'}  ${[name, ...failures].join('\n        ')}`);
}

await installTools();
await checkSkill(report);
await checkMcp(report);
console.log(failed === 0 ? '\nEverything that applies passed.' : `\n${failed} failed.`);
process.exitCode = failed === 0 ? 0 : 1;
