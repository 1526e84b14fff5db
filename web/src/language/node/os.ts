/** As much of Node's `os` as is called while ESLint loads. */
export const EOL = '\n';
export const platform = () => 'browser';
export default { EOL, platform };
