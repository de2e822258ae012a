import { readdirSync, readFileSync } from 'node:fs';

const text = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
};

/** Every process of the machine with its command line; its environment where we may read it. */
export function processes(): { pid: number; line: string; env: () => string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({
      pid: Number(name),
      line: text(`/proc/${name}/cmdline`),
      env: () => text(`/proc/${name}/environ`),
    }))
    .filter(({ line }) => line !== '');
}

/** State and parent of a process, proc(5); a name may hold spaces and brackets. */
const stat = (pid: number): string[] => {
  const line = text(`/proc/${pid}/stat`);
  return line.slice(line.lastIndexOf(')') + 2).split(' ');
};
export const parentOf = (pid: number): number => Number(stat(pid)[1]);
/** A letter: R running, S asleep, D in the kernel, Z ended and not yet fetched; empty when there is no such process. */
export const stateOf = (pid: number): string => stat(pid)[0] ?? '';
const gone = (pid: number): boolean => ['', 'Z', 'X'].includes(stateOf(pid));

/** Sends a signal to each and waits until all are gone. Answers whether any was there. Errors: after 30 s. */
export async function killed(pids: readonly number[], signal: NodeJS.Signals): Promise<boolean> {
  let any = false;
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
      any = true;
    } catch {
      // Ended by itself meanwhile.
    }
  }
  await untilGone(pids);
  return any;
}

async function untilGone(pids: readonly number[]): Promise<void> {
  const until = Date.now() + 30_000;
  while (!pids.every(gone)) {
    if (Date.now() > until) throw new Error(`still there after 30 s: ${pids.filter((pid) => !gone(pid))}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Stops processes where they stand, and lets them go on after `ms`: what a stalled disk or a paused machine does. */
export async function frozen(pids: readonly number[], ms: number): Promise<void> {
  const tell = (signal: NodeJS.Signals) => {
    for (const pid of pids) {
      try {
        process.kill(pid, signal);
      } catch {
        // Ended meanwhile.
      }
    }
  };
  tell('SIGSTOP');
  try {
    await new Promise((resolve) => setTimeout(resolve, ms));
  } finally {
    tell('SIGCONT');
  }
}

/** A process and all that descend from it now. */
export function familyOf(pid: number): number[] {
  const parents = new Map(processes().map((one) => [one.pid, parentOf(one.pid)]));
  const family = [pid];
  for (const member of family) {
    for (const [child, parent] of parents) if (parent === member) family.push(child);
  }
  return family;
}
