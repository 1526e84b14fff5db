import { calleeName, chainNames, memberName, receiver } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { handleOf } from './handles.ts';
import type { Arrival } from './number-flow.ts';
import { queriesOf } from './queries.ts';
import { queryCallsOf } from './query-calls.ts';

const asked = perFile((sourceCode: SourceCode) => {
  const calls = new Set<unknown>(queryCallsOf(sourceCode).map(({ node }) => node));
  for (const { runner } of queriesOf(sourceCode)) if (runner) calls.add(runner);
  return calls;
});

/** Methods by which a builder or mapper gets a number. */
const BUILDER =
  /^(?:limit|offset|take|skip|where|andWhere|eq|findOne|findById|findByPk|findUnique|findMany|findAll|findAndCountAll)$/;

/** Whether a call asks a database. */
export function asksDatabase(sourceCode: SourceCode, { call }: Arrival): boolean {
  if (asked(sourceCode).has(call)) return true;
  if (call.type === 'TaggedTemplateExpression') return false;
  const object = call.type === 'CallExpression' ? receiver(call) : null;
  if (BUILDER.test(calleeName(call)) && (object !== null || calleeName(call) === 'eq')) return true;
  return object !== null && handleOf(sourceCode, object).kind === 'database';
}

/** Functions that answer, log, wait or make something. */
const IN_MEMORY =
  /^(?:setTimeout|setInterval|Date|Array|Error|Set|Map|encodeURIComponent|String|log|send|render)$/;

/** Methods that answer, log, or look something up in memory. */
const IN_MEMORY_METHOD =
  /^(?:json|send|jsonp|render|status|code|redirect|end|write|log|info|warn|error|debug|trace|get|set|del|delete|add|clear|has|includes|indexOf|find|findIndex|slice|splice|some|every|filter|map|from|fill|at|repeat|padStart|toFixed|keys|values|stringify|concat)$/;

/** `createLog(kind, message, id)`: what goes into a log is no key that anything is looked up by. */
const LOGS = /^(?:create|write|add|save|record|insert)_?(?:log|audit)(?:s|Log|Entry|Event)?$/i;

/** Whether a call may pass its number on to a database in another file. */
export function leavesFile({ call }: Arrival): boolean {
  if (call.type === 'TaggedTemplateExpression') return false;
  const name = calleeName(call);
  const isMethod = call.callee.type === 'MemberExpression';
  if (name === '' || LOGS.test(name) || (isMethod ? IN_MEMORY_METHOD : IN_MEMORY).test(name)) return false;
  const names = chainNames(call.callee) ?? [];
  return !names.some((link) => /^(?:console|log|logger|Math|res|response|reply)$/.test(link));
}

/** `res.json({ page })`, `ctx.body = page({ size })`: the client gets back what it sent. */
export function isAnswer({ call }: Arrival): boolean {
  if (isAnswerCall(call)) return true;
  // A call that is awaited may have asked a database for what goes into the answer.
  const { parent } = call;
  return (
    (parent.type === 'AssignmentExpression' &&
      parent.left.type === 'MemberExpression' &&
      memberName(parent.left) === 'body') ||
    isAnswerCall(parent)
  );
}

function isAnswerCall(call: Node): boolean {
  return (
    call.type === 'CallExpression' &&
    /^(?:json|send|jsonp|render)$/.test(calleeName(call)) &&
    /^(?:res|response|reply|c|ctx)$/.test(chainNames(call.callee)?.[0] ?? '')
  );
}
