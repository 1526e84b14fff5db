/** What the manual shows. Whoever copies it has a key that everybody can read. */
export const exampleKey = 'replace-me-with-32-random-bytes-or-more';
