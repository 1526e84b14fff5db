/**
 * Stands for modules of Node that packages name and a browser cannot have. A package may ask what is there; what
 * it calls says that it is not.
 */
const nothing: object = new Proxy(
  {},
  {
    get(_target, name) {
      if (typeof name === 'symbol' || name === 'then' || name === '__esModule' || name === 'default')
        return undefined;
      return function missing() {
        throw new Error(`The playground has no ${name}(): a browser has no files, processes or network.`);
      };
    },
  },
);

export { nothing as 'module.exports', nothing as default };
