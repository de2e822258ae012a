// The file's name is the import module's name. Signatures: WASI preview 1, witx/wasi_snapshot_preview1.witx.
export declare function fd_prestat_get(fd: i32, out: usize): i32;
export declare function fd_prestat_dir_name(fd: i32, path: usize, length: usize): i32;
export declare function path_open(
  fd: i32,
  dirflags: i32,
  path: usize,
  length: usize,
  oflags: i32,
  rights: i64,
  inheriting: i64,
  fdflags: i32,
  out: usize,
): i32;
export declare function fd_read(fd: i32, vectors: usize, count: i32, out: usize): i32;
export declare function fd_write(fd: i32, vectors: usize, count: i32, out: usize): i32;
export declare function fd_close(fd: i32): i32;
export declare function proc_exit(code: i32): void;
