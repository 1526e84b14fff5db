/** The parts of fengari, a Lua in JavaScript, that scripts of Redis need. Its texts are bytes. */
declare module 'fengari/src/lua.js' {
  export interface State {
    readonly lua: unique symbol;
  }
  type Function = (state: State) => number;
  export const LUA_TNIL: number;
  export const LUA_TBOOLEAN: number;
  export const LUA_TNUMBER: number;
  export const LUA_TSTRING: number;
  export const LUA_TTABLE: number;
  export function lua_absindex(state: State, index: number): number;
  export function lua_createtable(state: State, items: number, fields: number): void;
  export function lua_error(state: State): number;
  export function lua_getfield(state: State, index: number, name: Uint8Array): number;
  export function lua_gettop(state: State): number;
  export function lua_pcall(state: State, parameters: number, results: number, handler: number): number;
  export function lua_pop(state: State, count: number): void;
  export function lua_pushboolean(state: State, value: boolean): void;
  export function lua_pushcfunction(state: State, run: Function): void;
  export function lua_pushinteger(state: State, value: number): void;
  export function lua_pushstring(state: State, value: Uint8Array): void;
  export function lua_rawgeti(state: State, index: number, item: number): number;
  export function lua_rawseti(state: State, index: number, item: number): void;
  export function lua_setfield(state: State, index: number, name: Uint8Array): void;
  export function lua_setglobal(state: State, name: Uint8Array): void;
  export function lua_settop(state: State, index: number): void;
  export function lua_toboolean(state: State, index: number): boolean;
  export function lua_tonumber(state: State, index: number): number;
  export function lua_tostring(state: State, index: number): Uint8Array | null;
  export function lua_type(state: State, index: number): number;
}

declare module 'fengari/src/lauxlib.js' {
  import type { Function, State } from 'fengari/src/lua.js';
  export function luaL_newstate(): State;
  export function luaL_loadstring(state: State, source: Uint8Array): number;
  export function luaL_requiref(state: State, name: Uint8Array, open: Function, isGlobal: number): void;
}

declare module 'fengari' {
  import type { Function } from 'fengari/src/lua.js';
  export * as lua from 'fengari/src/lua.js';
  export * as lauxlib from 'fengari/src/lauxlib.js';
  export const lualib: Readonly<Record<`luaopen_${'base' | 'math' | 'string' | 'table'}`, Function>>;
}
