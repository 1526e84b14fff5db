/** Tables that stay small by what they hold: settings, roles, countries. */
const SMALL =
  /^(?:(?:(?:SYSTEM|APP|APPLICATION|SITE|GLOBAL|GENERAL|PLATFORM)_?)?(?:SETTINGS?|CONFIGS?|CONFIGURATIONS?)|ROLES?|PERMISSIONS?|COUNTRIES|CURRENCIES|LANGUAGES|LOCALES|TIME_?ZONES)$/i;

/** Tables with so few rows that the ones before a page cost nothing. */
const SHORT =
  /^(?:\w+_)?(?:ROLES?|PERMISSIONS?|COUNTRIES|CURRENCIES|LANGUAGES|CATEGOR(?:Y|IES)|DEPARTMENTS?|BRANCHES|FACULTIES|GENRES?|BRANDS?|CLASSROOMS?|PROVINCES?|PLANS)$/i;

/** Whether a table has a few dozen rows at most. */
export function isSmallTable(name: string): boolean {
  return SMALL.test(name);
}

/** Whether a table has a few hundred rows at most, so that numbered pages of it are cheap. */
export function isShortTable(name: string): boolean {
  return SMALL.test(name) || SHORT.test(name);
}
