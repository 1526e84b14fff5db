import { sha1 } from '@noble/hashes/legacy.js';
import { lauxlib as auxiliary, lua, lualib } from 'fengari';
import { RedisError, Status, type Reply } from './reply.ts';

type State = lua.State;

/** Runs one command for a script. */
type Call = (parts: readonly string[]) => Reply;

/** Redis has Lua 5.1; this is 5.3, with what scripts miss most. There is no cjson, no cmsgpack and no bit. */
const PRELUDE = 'unpack = table.unpack; loadstring = load; math.pow = function (x, y) return x ^ y end';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const text = (value: Uint8Array) => Array.from(value, (byte) => String.fromCharCode(byte)).join('');

/** Scripts by their digest. */
export class Scripts {
  readonly #sources = new Map<string, string>();

  load(source: string): string {
    const digest = Array.from(sha1(bytes(source)), (byte) => byte.toString(16).padStart(2, '0')).join('');
    this.#sources.set(digest, source);
    return digest;
  }

  has(digest: string): boolean {
    return this.#sources.has(digest.toLowerCase());
  }

  source(digest: string): string {
    const source = this.#sources.get(digest.toLowerCase());
    if (source === undefined) throw new RedisError('NOSCRIPT No matching script. Please use EVAL.');
    return source;
  }

  clear(): void {
    this.#sources.clear();
  }
}

/** Runs a script with its KEYS and ARGV; nothing else runs meanwhile. */
export function runScript(
  source: string,
  keys: readonly string[],
  values: readonly string[],
  call: Call,
): Reply {
  const state = auxiliary.luaL_newstate();
  for (const [name, open] of [
    ['_G', lualib.luaopen_base],
    ['string', lualib.luaopen_string],
    ['table', lualib.luaopen_table],
    ['math', lualib.luaopen_math],
  ] as const) {
    auxiliary.luaL_requiref(state, bytes(name), open, 1);
    lua.lua_pop(state, 1);
  }
  run(state, PRELUDE);
  pushReply(state, keys);
  lua.lua_setglobal(state, bytes('KEYS'));
  pushReply(state, values);
  lua.lua_setglobal(state, bytes('ARGV'));
  lua.lua_createtable(state, 0, 3);
  for (const [name, isProtected] of [
    ['call', false],
    ['pcall', true],
  ] as const) {
    lua.lua_pushcfunction(state, (inner) => callFromScript(inner, call, isProtected));
    lua.lua_setfield(state, -2, bytes(name));
  }
  lua.lua_setglobal(state, bytes('redis'));
  run(
    state,
    'redis.error_reply = function (e) return { err = e } end redis.status_reply = function (s) return { ok = s } end',
  );
  run(state, source);
  return readReply(state, -1);
}

function run(state: State, source: string): void {
  lua.lua_settop(state, 0);
  if (auxiliary.luaL_loadstring(state, bytes(source)) !== 0 || lua.lua_pcall(state, 0, 1, 0) !== 0) {
    const isText = lua.lua_type(state, -1) === lua.LUA_TSTRING;
    const message = isText ? text(lua.lua_tostring(state, -1) as Uint8Array) : 'the script failed';
    throw new RedisError(/^[A-Z]+ /.test(message) ? message : `ERR ${message}`);
  }
}

function callFromScript(state: State, call: Call, isProtected: boolean): number {
  const parts = Array.from({ length: lua.lua_gettop(state) }, (_, index) => argument(state, index + 1));
  try {
    pushReply(state, call(parts));
  } catch (error) {
    if (!(error instanceof RedisError)) throw error;
    if (isProtected) {
      pushReply(state, error);
      return 1;
    }
    lua.lua_pushstring(state, bytes(error.message));
    return lua.lua_error(state);
  }
  return 1;
}

/** Redis writes a number without the fraction that it has not. */
function argument(state: State, index: number): string {
  if (lua.lua_type(state, index) === lua.LUA_TNUMBER) return String(lua.lua_tonumber(state, index));
  return text((lua.lua_tostring(state, index) as Uint8Array | null) ?? new Uint8Array(0));
}

function pushReply(state: State, reply: Reply): void {
  if (reply === null) lua.lua_pushboolean(state, false);
  else if (typeof reply === 'number') lua.lua_pushinteger(state, reply);
  else if (typeof reply === 'string') lua.lua_pushstring(state, bytes(reply));
  else if (reply instanceof Status) pushNamed(state, 'ok', reply.text);
  else if (reply instanceof RedisError) pushNamed(state, 'err', reply.message);
  else {
    lua.lua_createtable(state, reply.length, 0);
    for (const [index, each] of reply.entries()) {
      pushReply(state, each);
      lua.lua_rawseti(state, -2, index + 1);
    }
  }
}

function pushNamed(state: State, name: string, value: string): void {
  lua.lua_createtable(state, 0, 1);
  lua.lua_pushstring(state, bytes(value));
  lua.lua_setfield(state, -2, bytes(name));
}

function readReply(state: State, index: number): Reply {
  switch (lua.lua_type(state, index)) {
    case lua.LUA_TNUMBER:
      return Math.trunc(lua.lua_tonumber(state, index));
    case lua.LUA_TSTRING:
      return text(lua.lua_tostring(state, index) as Uint8Array);
    case lua.LUA_TBOOLEAN:
      return lua.lua_toboolean(state, index) ? 1 : null;
    case lua.LUA_TTABLE:
      return readTable(state, lua.lua_absindex(state, index));
    default:
      return null;
  }
}

function readTable(state: State, index: number): Reply {
  for (const name of ['err', 'ok']) {
    lua.lua_getfield(state, index, bytes(name));
    const value = readReply(state, -1);
    lua.lua_pop(state, 1);
    if (typeof value !== 'string') continue;
    if (name === 'err') throw new RedisError(value);
    return new Status(value);
  }
  const items: Reply[] = [];
  for (let item = 1; ; item++) {
    lua.lua_rawgeti(state, index, item);
    const isEnd = lua.lua_type(state, -1) === lua.LUA_TNIL;
    if (!isEnd) items.push(readReply(state, -1));
    lua.lua_pop(state, 1);
    if (isEnd) return items;
  }
}
