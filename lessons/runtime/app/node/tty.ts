/** Nothing here is a terminal. */
export const isatty = () => false;
