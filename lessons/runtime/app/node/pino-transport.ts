/** pino's transports are threads, and its pretty printer a package that is not here. */
function transport(): never {
  throw new Error(
    'pino transports run in threads, which the playground does not have. Leave `transport` out: the lines go to the log as JSON.',
  );
}

export { transport as 'module.exports', transport as default };
