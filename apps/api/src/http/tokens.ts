/** Injection tokens of what is not a class of ours. */
export const DATABASE = Symbol('database');
export const ENV = Symbol('env');
export const BLOBS = Symbol('blobs');
export const LOG = Symbol('log');
