import {
  fd_close,
  fd_prestat_dir_name,
  fd_prestat_get,
  fd_read,
  fd_write,
  path_open,
  proc_exit,
} from './wasi_snapshot_preview1';

const RIGHT_READ: i64 = 1 << 1;
const RIGHT_SEEK_TELL: i64 = (1 << 2) | (1 << 5);
const RIGHT_WRITE: i64 = 1 << 6;
const CREATE_TRUNCATE: i32 = 1 | 8;
const FOLLOW_LINKS: i32 = 1;

/** Writes a line to standard error and ends the program with exit code 1. */
export function fail(message: string): void {
  const bytes = Uint8Array.wrap(String.UTF8.encode(`${message}\n`));
  write(2, bytes);
  proc_exit(1);
}

/** The descriptor of a folder handed in by the host, such as `/in`. */
function preopened(folder: string): i32 {
  const stat = new Uint8Array(8);
  for (let fd: i32 = 3; fd < 64; fd++) {
    if (fd_prestat_get(fd, stat.dataStart) !== 0) break;
    const length = load<u32>(stat.dataStart, 4);
    const name = new Uint8Array(length);
    if (fd_prestat_dir_name(fd, name.dataStart, length) !== 0) continue;
    let found = String.UTF8.decodeUnsafe(name.dataStart, length, true);
    if (found.length > 1 && found.endsWith('/')) found = found.slice(0, -1);
    if (found === folder) return fd;
  }
  fail(`${folder} is not handed in`);
  return -1;
}

function open(folder: string, name: string, oflags: i32, rights: i64): i32 {
  const path = String.UTF8.encode(name);
  const out = new Uint8Array(4);
  const dir = preopened(folder);
  const error = path_open(
    dir,
    FOLLOW_LINKS,
    changetype<usize>(path),
    path.byteLength,
    oflags,
    rights,
    0,
    0,
    out.dataStart,
  );
  if (error !== 0) fail(`${folder}/${name} cannot be opened (errno ${error.toString()})`);
  return load<i32>(out.dataStart);
}

export function readBytes(folder: string, name: string): Uint8Array {
  const fd = open(folder, name, 0, RIGHT_READ | RIGHT_SEEK_TELL);
  let bytes = new Uint8Array(65536);
  let used: i32 = 0;
  const vector = new Uint8Array(12);
  for (;;) {
    if (used === bytes.length) {
      const larger = new Uint8Array(bytes.length * 2);
      larger.set(bytes);
      bytes = larger;
    }
    store<usize>(vector.dataStart, bytes.dataStart + used);
    store<u32>(vector.dataStart, bytes.length - used, 4);
    if (fd_read(fd, vector.dataStart, 1, vector.dataStart + 8) !== 0)
      fail(`${folder}/${name} cannot be read`);
    const count = load<i32>(vector.dataStart, 8);
    if (count === 0) break;
    used += count;
  }
  fd_close(fd);
  return bytes.subarray(0, used);
}

export function readText(folder: string, name: string): string {
  const bytes = readBytes(folder, name);
  return String.UTF8.decodeUnsafe(bytes.dataStart, bytes.length);
}

function write(fd: i32, bytes: Uint8Array): void {
  const vector = new Uint8Array(12);
  let done: i32 = 0;
  while (done < bytes.length) {
    store<usize>(vector.dataStart, bytes.dataStart + done);
    store<u32>(vector.dataStart, bytes.length - done, 4);
    if (fd_write(fd, vector.dataStart, 1, vector.dataStart + 8) !== 0) proc_exit(1);
    done += load<i32>(vector.dataStart, 8);
  }
}

export function writeText(folder: string, name: string, text: string): void {
  const fd = open(folder, name, CREATE_TRUNCATE, RIGHT_WRITE);
  write(fd, Uint8Array.wrap(String.UTF8.encode(text)));
  fd_close(fd);
}
