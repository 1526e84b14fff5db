/** Express 4 under a name of its own. Its types are not installed: those of 5 say the same of what is used. */
declare module 'express-4' {
  import express from 'express';
  export default express;
}
