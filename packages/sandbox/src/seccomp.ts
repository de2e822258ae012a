import { type ArchTable, arm64, newCallsAllowed, x64 } from './seccomp-tables.js';

/** One classic-BPF instruction (struct sock_filter). */
export interface Instruction {
  code: number;
  jt: number;
  jf: number;
  k: number;
}

// Opcodes of linux/bpf_common.h and return values of linux/seccomp.h.
const LOAD_WORD = 0x20;
const JUMP_IF_EQUAL = 0x15;
const JUMP_IF_GREATER = 0x25;
const JUMP_IF_SET = 0x45;
const RETURN = 0x06;
export const ALLOW = 0x7fff0000;
export const KILL = 0x80000000;
const ERRNO = 0x00050000;
export const EPERM = ERRNO | 1;
export const ENOSYS = ERRNO | 38;
export const EINVAL = ERRNO | 22;
export const ENOLCK = ERRNO | 37;
export const ENOPROTOOPT = ERRNO | 92;
export const EOPNOTSUPP = ERRNO | 95;

// Offsets into struct seccomp_data; both architectures are little-endian, so the low word comes first.
const NUMBER = 0;
const ARCH = 4;
const argument = (index: number) => 16 + 8 * index;

const AF_UNIX = 1;
// CLONE_NEWNS | NEWCGROUP | NEWUTS | NEWIPC | NEWUSER | NEWPID | NEWNET. NEWTIME lies in the signal bits of clone(2).
const CLONE_NEW_ANY = 0x7e020000;
// The inode number of a pidfd counts the processes of the whole machine.
const CLONE_PIDFD = 0x1000;
const CLONE3 = 435;
const TIOCSTI = 0x5412;
const TIOCLINUX = 0x541c;
// Where a file lies on the disk.
const FS_IOC_FIEMAP = 0xc020660b;
const FIBMAP = 1;

// include/uapi/asm-generic/fcntl.h, linux/fcntl.h: what works on the descriptor or on a pipe or memory file of one's own.
// Left out: locks, leases, notices and write hints, which lie on the inode, where the next slot sees them.
const fcntlAllowed = {
  ...{ F_DUPFD: 0, F_GETFD: 1, F_SETFD: 2, F_GETFL: 3, F_SETFL: 4, F_SETOWN: 8, F_GETOWN: 9 },
  ...{ F_SETSIG: 10, F_GETSIG: 11, F_SETOWN_EX: 15, F_GETOWN_EX: 16, F_DUPFD_QUERY: 1027 },
  ...{ F_DUPFD_CLOEXEC: 1030, F_SETPIPE_SZ: 1031, F_GETPIPE_SZ: 1032, F_ADD_SEALS: 1033, F_GET_SEALS: 1034 },
};
const fcntlLocks = {
  ...{ F_GETLK: 5, F_SETLK: 6, F_SETLKW: 7, F_OFD_GETLK: 36, F_OFD_SETLK: 37, F_OFD_SETLKW: 38 },
};
// MERGEABLE joins equal pages of different programs; COLD and PAGEOUT drop pages.
const adviceDenied = { MADV_MERGEABLE: 12, MADV_COLD: 20, MADV_PAGEOUT: 21 };
// Both count over all programs: cookies of sockets, and pidfds by way of their inode number.
const socketOptionsDenied = { SO_COOKIE: 57, SO_NETNS_COOKIE: 71, SO_PASSPIDFD: 76, SO_PEERPIDFD: 77 };

const load = (offset: number): Instruction => ({ code: LOAD_WORD, jt: 0, jf: 0, k: offset });
const answer = (value: number): Instruction => ({ code: RETURN, jt: 0, jf: 0, k: value });
const unlessEqual = (k: number, skip: number): Instruction => ({ code: JUMP_IF_EQUAL, jt: 0, jf: skip, k });
const unlessGreater = (k: number, skip: number): Instruction => ({
  code: JUMP_IF_GREATER,
  jt: 0,
  jf: skip,
  k,
});
const unlessSet = (k: number, skip: number): Instruction => ({ code: JUMP_IF_SET, jt: 0, jf: skip, k });

/** `load argument; if it is one of these, answer`, once for each value. */
const onArgument = (index: number, values: Iterable<number>, value: number) => [
  load(argument(index)),
  ...[...values].flatMap((one) => [unlessEqual(one, 1), answer(value)]),
];

/** `if (number == call) { body }`; every path of the body ends in a return. */
const onCall = (call: number, body: Instruction[]) => [unlessEqual(call, body.length), ...body];

/** Calls that reach beyond the program by way of an inode, a page or a counter shared with others. */
function sharedThings(table: ArchTable): Instruction[] {
  const options = onArgument(2, Object.values(socketOptionsDenied), ENOPROTOOPT);
  return [
    // Locks are refused on the program's own files too: a filter sees no file, and all eventfd and epoll
    // descriptors of a machine are one inode.
    ...onCall(table.flock, [answer(ENOLCK)]),
    ...onCall(table.fcntl, [
      ...onArgument(1, Object.values(fcntlLocks), ENOLCK),
      ...Object.values(fcntlAllowed).flatMap((command) => [unlessEqual(command, 1), answer(ALLOW)]),
      answer(EINVAL),
    ]),
    ...onCall(table.madvise, [...onArgument(2, Object.values(adviceDenied), EINVAL), answer(ALLOW)]),
    ...Object.values(table.flagged).flatMap((call) =>
      onCall(call, [load(argument(5)), unlessEqual(0, 1), answer(ALLOW), answer(EOPNOTSUPP)]),
    ),
    ...onCall(table.getsockopt, [...options, answer(ALLOW)]),
    ...onCall(table.setsockopt, [...options, answer(ALLOW)]),
  ];
}

/**
 * The policy for one architecture: what is dangerous is denied, what is unknown does not exist.
 * @param ownTool for our harness: it may ask how much memory and disk the machine has.
 */
export function policy(table: ArchTable, ownTool = false): Instruction[] {
  const program: Instruction[] = [
    load(ARCH),
    { code: JUMP_IF_EQUAL, jt: 1, jf: 0, k: table.audit },
    answer(KILL),
    load(NUMBER),
  ];
  if (table.foreignAbiBit !== null) program.push(unlessSet(table.foreignAbiBit, 1), answer(KILL));
  program.push(...onCall(CLONE3, [answer(ENOSYS)]));
  for (const call of Object.values(newCallsAllowed)) program.push(...onCall(call, [answer(ALLOW)]));
  program.push(unlessGreater(table.lastKnown, 1), answer(ENOSYS));
  for (const call of Object.values(table.denied)) program.push(...onCall(call, [answer(EPERM)]));
  if (!ownTool)
    for (const call of Object.values(table.wholeMachine)) program.push(...onCall(call, [answer(ENOSYS)]));
  program.push(...sharedThings(table));
  for (const call of [table.socket, table.socketpair])
    program.push(...onCall(call, [load(argument(0)), unlessEqual(AF_UNIX, 1), answer(ALLOW), answer(EPERM)]));
  program.push(
    ...onCall(table.clone, [
      load(argument(0)),
      unlessSet(CLONE_NEW_ANY | CLONE_PIDFD, 1),
      answer(EPERM),
      answer(ALLOW),
    ]),
    ...onCall(table.ioctl, [
      ...onArgument(1, [TIOCSTI, TIOCLINUX, FS_IOC_FIEMAP, FIBMAP], EPERM),
      answer(ALLOW),
    ]),
    answer(ALLOW),
  );
  return program;
}

export function encode(program: Instruction[]): Buffer {
  const bytes = Buffer.alloc(program.length * 8);
  program.forEach(({ code, jt, jf, k }, index) => {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(jt, index * 8 + 2);
    bytes.writeUInt8(jf, index * 8 + 3);
    bytes.writeUInt32LE(k >>> 0, index * 8 + 4);
  });
  return bytes;
}

/** As bwrap's `--seccomp FD` reads them: for programs handed in, and for our own tools. */
export interface Filters {
  program: Buffer;
  tool: Buffer;
}

/** @returns null on an architecture we have no table for. */
export function seccompFilters(arch: string): Filters | null {
  const table = { x64, arm64 }[arch];
  if (!table) return null;
  return { program: encode(policy(table)), tool: encode(policy(table, true)) };
}
