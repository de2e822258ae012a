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

// Offsets into struct seccomp_data; both architectures are little-endian, so the low word comes first.
const NUMBER = 0;
const ARCH = 4;
const argument = (index: number) => 16 + 8 * index;

const AF_UNIX = 1;
// CLONE_NEWNS | NEWCGROUP | NEWUTS | NEWIPC | NEWUSER | NEWPID | NEWNET. NEWTIME lies in the signal bits of clone(2).
const CLONE_NEW_ANY = 0x7e020000;
const CLONE3 = 435;
const TIOCSTI = 0x5412;
const TIOCLINUX = 0x541c;

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

/** `if (number == call) { body }`; every path of the body ends in a return. */
const onCall = (call: number, body: Instruction[]) => [unlessEqual(call, body.length), ...body];

/** The policy for one architecture: what is dangerous is denied, what is unknown does not exist. */
export function policy(table: ArchTable): Instruction[] {
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
  for (const call of [table.socket, table.socketpair])
    program.push(...onCall(call, [load(argument(0)), unlessEqual(AF_UNIX, 1), answer(ALLOW), answer(EPERM)]));
  program.push(
    ...onCall(table.clone, [load(argument(0)), unlessSet(CLONE_NEW_ANY, 1), answer(EPERM), answer(ALLOW)]),
    ...onCall(table.ioctl, [
      load(argument(1)),
      unlessEqual(TIOCSTI, 1),
      answer(EPERM),
      unlessEqual(TIOCLINUX, 1),
      answer(EPERM),
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

/** The filter as bwrap's `--seccomp FD` reads it, or null on an architecture we have no table for. */
export function seccompFilter(arch: string): Buffer | null {
  if (arch === 'x64') return encode(policy(x64));
  if (arch === 'arm64') return encode(policy(arm64));
  return null;
}
