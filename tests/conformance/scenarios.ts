/** Scenarios of the MCP conformance suite that ask for what the server has, by the revision that they are run at. */
export const applicable: Readonly<Record<string, readonly string[]>> = {
  '2025-11-25': [
    'server-initialize',
    'ping',
    'tools-list',
    'resources-list',
    'prompts-list',
    'dns-rebinding-protection',
  ],
  '2026-07-28': [
    'server-stateless',
    'tools-list',
    'resources-list',
    'prompts-list',
    'sep-2164-resource-not-found',
    'dns-rebinding-protection',
    'caching',
    'http-header-validation',
  ],
  extension: ['sep-2640-skills-directory', 'sep-2640-skills-enumeration', 'sep-2640-skills-manifest'],
};

const fixture = 'asks for a tool, resource or prompt of the suite’s own test server, by name';
const sessions = 'checks sessions and their streams; the server keeps none, so that any instance answers';
const interactive = 'asks the client something during a call; no tool here does';

/** Scenarios that do not apply, each with the reason. A name may end with a star. */
export const inapplicable: Readonly<Record<string, string>> = {
  'tools-call-*': fixture,
  'resources-read-*': fixture,
  'resources-templates-read': fixture,
  'prompts-get-*': fixture,
  'completion-complete': fixture,
  'json-schema-2020-12': fixture,
  'http-custom-header-server-validation': 'needs a tool with x-mcp-header parameters; none here has any',
  'logging-set-level': 'the server declares no logging; revision 2026-07-28 removes it',
  'resources-subscribe': 'the server declares no subscriptions: resources do not change while it runs',
  'resources-unsubscribe': 'the server declares no subscriptions: resources do not change while it runs',
  'server-session-lifecycle': sessions,
  'server-sse-polling': sessions,
  'server-sse-multiple-streams': sessions,
  'elicitation-*': interactive,
  'input-required-result-*': interactive,
  'tasks-*': 'the server declares no tasks: every call answers at once',
};

/** Checks within applicable scenarios that only the suite's own test server can pass, each with the reason. */
export const untestable: Readonly<Record<string, string>> = {
  'sep-2575-server-rejects-undeclared-capability': 'calls the fixture test_missing_capability',
  'sep-2575-missing-capability-http-400': 'calls the fixture test_missing_capability',
  'sep-2575-http-server-no-independent-requests-on-stream': 'calls the fixture test_streaming_elicitation',
  'sep-2575-server-no-log-without-loglevel': 'calls the fixture test_logging_tool',
};
