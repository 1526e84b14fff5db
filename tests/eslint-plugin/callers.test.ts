import { testCases } from './rule-cases.ts';

const QUERY = 'db.query(`SELECT id FROM users ORDER BY ${sort} LIMIT 9`)';
/** Code with a function whose parameter says what to sort by. */
const withQuery = (code: string): string => code.replace('QUERY', QUERY);
const reported = (code: string): string => withQuery(code).replace('${sort}', '⟦${sort}⟧');

testCases('no-dynamic-order-by', {
  valid: [
    // All who can call it stand in the file, and pass what the program knows.
    "function list(sort) { return QUERY; } export const first = () => list('name');",
    "const list = (sort) => QUERY; export const first = () => list('name');",
    "class Users { private list(sort) { return QUERY; } first() { return this.list('name'); } }",
    "class Users { private list = (sort) => QUERY; first() { return this.list('name'); } }",
    "class Users { #list(sort) { return QUERY; } first() { return this.#list('name'); } }",
    "const users = { list: (sort) => QUERY }; export const first = () => users.list('name');",
    "const users = { list(sort) { return QUERY; } }; users.list('name');",
    "const users = { list(sort) { return QUERY; }, first() { return this.list('name'); } }; users.first();",
    // Others have a method of the same name.
    "const users = { list(sort) { return QUERY; }, page(req) { return orders.list(req.query.sort); }, first() { return this.list('name'); } };",
    "class Users { private list(sort) { return QUERY; } page(req) { return orders.list(req.query.sort); } first() { return this.list('name'); } }",
    "class Users { private list(sort) { return QUERY; } first() { return this.list('name'); } } class Orders { page(req) { return this.list(req.query.sort); } }",
    "import type { Sort } from './sort.ts'; class Users { list(sort: Sort) { return QUERY; } } class Orders { page(req) { return this.list(req.query.sort); } }",
    "const users = { list(sort) { return QUERY; }, first() { return this.list('name'); } }; const orders = { page(req) { return this.list(req.query.sort); } };",
    // What another function gives to a callback is not shown.
    'names.then((sort) => QUERY);',
    'later(function (sort) { return QUERY; });',
  ].map(withQuery),
  invalid: [
    // Other files can call it too, whatever this one passes.
    "export function list(sort) { return QUERY; } export const first = () => list('name');",
    "export const list = (sort) => QUERY; export const first = () => list('name');",
    "export default function list(sort) { return QUERY; } export const first = () => list('name');",
    "const list = (sort) => QUERY; export { list }; list('name');",
    "const list = (sort) => QUERY; module.exports = { list }; list('name');",
    "const list = (sort) => QUERY; export const all = list; list('name');",
    "class Users { list(sort) { return QUERY; } first() { return this.list('name'); } }",
    "export const users = { list(sort) { return QUERY; }, first() { return this.list('name'); } };",
    "const users = { list(sort) { return QUERY; }, first() { return this.list('name'); } }; module.exports = users;",
    // It is handed on, or called by a name that the file does not show.
    "const list = (sort) => QUERY; register(list); list('name');",
    "const users = { list(sort) { return QUERY; }, first() { return this.list('name'); } }; app.get('/', (req) => users[req.query.action](req.query.sort));",
    // One caller passes what the request says.
    "function list(sort) { return QUERY; } list('name'); app.get('/', (req) => list(req.query.sort));",
    "class Users { private list(sort) { return QUERY; } page(req) { return this.list(req.query.sort); } first() { return this.list('name'); } }",
    'class Users { private list = (sort) => QUERY; page(req) { return this.list(req.query.sort); } }',
    "const users = { list(sort) { return QUERY; }, page(req) { return this.list(req.query.sort); }, first() { return this.list('name'); } };",
    "const users = { list: (sort) => QUERY }; app.get('/', (req) => users.list(req.query.sort));",
    "import type { Sort } from './sort.ts'; class Users { list(sort: Sort) { return QUERY; } } class Orders extends Users { page(req) { return this.list(req.query.sort); } }",
    // Classes that are being typed may extend themselves.
    "class Users extends Users { private list(sort) { return QUERY; } page(req) { return this.list(req.query.sort); } } class Orders extends Orders { page(req) { return this.list('name'); } }",
  ].map(reported),
});
