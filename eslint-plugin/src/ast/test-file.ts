/** Scripts that the tools of migrations name so: Liquibase, Drizzle, Flyway, and numbers that give the order. */
const ORDERED_SCRIPT =
  /(?:^|[\\/])(?:changelogs?|drizzle)[\\/](?:[^\\/]+[\\/])*[^\\/]+\.sql$|(?:^|[\\/])(?:[VUR][\d._]*__|\d{3,}[_-])[^\\/]*\.sql$/i;

/** Whether a file is a test, a seed, a migration or a benchmark: code that meets only its own small data. */
export function isTestFile(filename: string): boolean {
  if (ORDERED_SCRIPT.test(filename)) return true;
  return /(?:^|[\\/])(?:tests?|tests?[_-](?:support|utils?|helpers?|data)|__tests__|__mocks__|mocks?|step_definitions|features[\\/]support|specs?|e2e|fixtures?|seeds?|seeders?|(?:\w+[_-])?migrations?|upgrades?|bench(?:marks?)?|cypress|playwright)[\\/]|[._-](?:test|spec|e2e|bench|seed|stories|migration)s?\.(?:[cm]?[jt]sx?|sql)$|(?:^|[\\/])(?:test|seed|migrate)s?\.(?:[cm]?[jt]sx?|sql)$/i.test(
    filename,
  );
}

/** Whether a file makes a schema that stays: a migration, or a seed outside the tests. */
export function isSchemaFile(filename: string): boolean {
  return (
    isMigrationFile(filename) ||
    (/(?:^|[\\/])seed(?:er)?s?[\\/]|(?:^|[\\/._-])seeds?\.(?:[cm]?[jt]sx?|sql)$/i.test(filename) &&
      !/(?:^|[\\/])(?:tests?|__tests__|specs?|e2e|fixtures?)[\\/]/i.test(filename))
  );
}

/** Whether a file changes a schema that stays. */
export function isMigrationFile(filename: string): boolean {
  if (ORDERED_SCRIPT.test(filename)) return true;
  return /(?:^|[\\/])(?:\w+[_-])?migrations?[\\/]|[._-]migrations?\.(?:[cm]?[jt]sx?|sql)$|(?:^|[\\/])migrates?\.(?:[cm]?[jt]sx?|sql)$/i.test(
    filename,
  );
}

/** Whether a file stands among the scripts of a project, which somebody runs by hand. */
export function isScriptFile(filename: string): boolean {
  return /(?:^|[\\/])(?:\w+[_-])?scripts?[\\/]/i.test(filename);
}

/** Whether a file is a program that somebody runs by hand, once or now and then, and nobody waits for; `worker/src` is a server of Cloudflare. */
export function isOneOffFile(filename: string): boolean {
  return (
    /(?:^|[\\/])(?:(?:\w+[_-])?scripts?|alterations?|backfills?|crons?|cronjobs?|workers?(?![\\/]src[\\/])|\w[\w-]*-seeds?)[\\/]|(?:backfill|populate|init[_-]?db)[\w-]*\.[cm]?[jt]sx?$/i.test(
      filename,
    ) ||
    /(?:^|[\\/._-])(?:jobs?|workers?|crons?|schedulers?)\.[cm]?[jt]sx?$|(?:^|[\\/])jobs?[\\/][\w.-]+[.-](?:handler|processor|task|runner)\.[cm]?[jt]s$/i.test(
      filename,
    ) ||
    /[a-z](?:Job|Worker|Cron|Scheduler)\.[cm]?[jt]s$/.test(filename) ||
    /(?:^|[\\/])seed[A-Z_-][\w-]*\.[cm]?[jt]s$|[a-z]Seed(?:s|ers?)?\.[cm]?[jt]s$/.test(filename)
  );
}

/** Names of programs that look at a database or mend it: `check_users.js`, `import-excel.js`. */
const ERRAND =
  /(?:^|[\\/])(?:add|check|clean|cleanup|create|debug|delete|diagnose|dump|export|fix|import|insert|inspect|list|load|query|remove|reset|sync|test|update|verify)[_-][\w.-]+\.[cm]?[jt]s$/i;

/** Whether somebody runs a file by hand: it is named for an errand, ends the process itself, and serves nobody. */
export function isRunByHand(filename: string, { text }: { readonly text: string }): boolean {
  return ERRAND.test(filename) && /\bprocess\.exit\(/.test(text) && !/\.listen\(|\bRouter\(/.test(text);
}

/** Whether a file tries something out and nothing else can use it: `test-webhook.js`, without an export or a server. */
export function isTrial(filename: string, { text }: { readonly text: string }): boolean {
  return (
    /(?:^|[\\/])(?:test|try|debug|demo)[-_][\w.-]+\.[cm]?[jt]s$/i.test(filename) &&
    !/\bexports?\b|\.listen\(|\bRouter\(/.test(text)
  );
}
