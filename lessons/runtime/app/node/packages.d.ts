/** The packages that Node's modules are made of here, with the types of what they stand for. */
declare module 'readable-stream' {
  export { Duplex, PassThrough, Readable, Stream, Transform, Writable } from 'node:stream';
}

declare module 'buffer/index.js' {
  export { Buffer } from 'node:buffer';
}
