import { describe, expect, it } from 'vitest';
import {
  ALLOW,
  EINVAL,
  ENOLCK,
  ENOPROTOOPT,
  ENOSYS,
  EOPNOTSUPP,
  EPERM,
  encode,
  type Instruction,
  KILL,
  policy,
  seccompFilters,
} from './seccomp.js';
import { arm64, x64 } from './seccomp-tables.js';

/** A small classic-BPF machine, so the policy is tested as the kernel would read it. */
function run(program: Instruction[], arch: number, call: number, args: number[] = []): number {
  const data = Buffer.alloc(64);
  data.writeUInt32LE(call >>> 0, 0);
  data.writeUInt32LE(arch, 4);
  args.forEach((value, index) => {
    data.writeUInt32LE(value >>> 0, 16 + 8 * index);
  });
  let accumulator = 0;
  for (let at = 0; at < program.length; at += 1) {
    const { code, jt, jf, k } = program[at]!;
    if (code === 0x20) accumulator = data.readUInt32LE(k);
    else if (code === 0x06) return k;
    else {
      const operand = k >>> 0;
      const holds =
        code === 0x15
          ? accumulator === operand
          : code === 0x25
            ? accumulator > operand
            : (accumulator & operand) !== 0;
      at += holds ? jt : jf;
    }
  }
  throw new Error('ran off the end of the filter');
}

describe.each([
  ['x64', x64],
  ['arm64', arm64],
] as const)('policy on %s', (_name, table) => {
  const program = policy(table);
  const decide = (call: number, ...args: number[]) => run(program, table.audit, call, args);

  it('kills calls of another architecture', () => {
    expect(run(program, 0x40000003, 1)).toBe(KILL);
  });
  it('denies every listed call', () => {
    for (const [name, call] of Object.entries(table.denied))
      expect([name, decide(call)]).toEqual([name, EPERM]);
  });
  it('lets only AF_UNIX sockets be made', () => {
    expect(decide(table.socket, 1, 1)).toBe(ALLOW);
    for (const family of [0, 2, 10, 16, 17, 38, 40]) expect(decide(table.socket, family)).toBe(EPERM);
    expect(decide(table.socketpair, 40)).toBe(EPERM);
  });
  it('lets threads and processes be made, but no namespaces', () => {
    expect(decide(table.clone, 0x003d0f00)).toBe(ALLOW);
    expect(decide(table.clone, 17)).toBe(ALLOW);
    for (const flag of [0x20000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000])
      expect(decide(table.clone, flag | 17)).toBe(EPERM);
  });
  it('hides clone3, io_uring, pidfd and everything newer', () => {
    for (const call of [435, 425, 434, 424, 438, 447, 1000]) expect(decide(call)).toBe(ENOSYS);
    for (const call of [436, 437, 439, 441, 449]) expect(decide(call)).toBe(ALLOW);
  });
  it('refuses every lock, lease, notice and hint, whatever the file', () => {
    expect(decide(table.flock, 3, 2)).toBe(ENOLCK);
    for (const lock of [5, 6, 7, 36, 37, 38])
      expect([lock, decide(table.fcntl, 3, lock)]).toEqual([lock, ENOLCK]);
    // Leases, directory notices, write hints, and what a later kernel may bring.
    for (const command of [1024, 1025, 1026, 1029, 1035, 1036, 1037, 1038, 1039, 4096])
      expect([command, decide(table.fcntl, 3, command)]).toEqual([command, EINVAL]);
    for (const command of [0, 1, 2, 3, 4, 1030, 1031, 1033])
      expect(decide(table.fcntl, 3, command)).toBe(ALLOW);
  });
  it('refuses reads that tell whether a page is there, and advice that drops pages', () => {
    for (const call of Object.values(table.flagged)) {
      expect(decide(call, 3, 0, 1, 0, 0, 0)).toBe(ALLOW);
      for (const flags of [8, 9, 0x80, 1]) expect(decide(call, 3, 0, 1, 0, 0, flags)).toBe(EOPNOTSUPP);
    }
    for (const advice of [12, 20, 21]) expect(decide(table.madvise, 0, 4096, advice)).toBe(EINVAL);
    for (const advice of [0, 3, 4, 8, 14]) expect(decide(table.madvise, 0, 4096, advice)).toBe(ALLOW);
    // cachestat and process_madvise.
    for (const call of [451, 440]) expect(decide(call)).toBe(ENOSYS);
  });
  it('hides what counts over the whole machine from programs, not from our own tools', () => {
    for (const call of Object.values(table.wholeMachine)) {
      expect(decide(call)).toBe(ENOSYS);
      expect(run(policy(table, true), table.audit, call)).toBe(ALLOW);
    }
    for (const option of [57, 71, 77]) expect(decide(table.getsockopt, 3, 1, option)).toBe(ENOPROTOOPT);
    expect(decide(table.getsockopt, 3, 1, 4)).toBe(ALLOW);
    expect(decide(table.clone, 0x1000 | 17)).toBe(EPERM);
  });
  it('denies pushing characters into a terminal', () => {
    expect(decide(table.ioctl, 0, 0x5412)).toBe(EPERM);
    expect(decide(table.ioctl, 0, 0x541c)).toBe(EPERM);
    expect(decide(table.ioctl, 0, 0x5401)).toBe(ALLOW);
  });
});

describe('filter', () => {
  it('kills x32 calls on x86-64', () => {
    expect(run(policy(x64), x64.audit, 0x40000001)).toBe(KILL);
  });
  it('allows ordinary calls', () => {
    for (const call of [0, 1, 2, 9, 202, 231, 257, 334])
      expect(run(policy(x64), x64.audit, call)).toBe(ALLOW);
  });
  it('is encoded as eight bytes an instruction', () => {
    expect(encode(policy(x64))).toHaveLength(policy(x64).length * 8);
    expect(policy(x64).length).toBeLessThan(4096);
  });
  it('says when it has no table', () => {
    expect(seccompFilters('riscv64')).toBeNull();
  });
});
