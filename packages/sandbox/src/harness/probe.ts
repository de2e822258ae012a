import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync, writeSync } from 'node:fs';
import { connect } from 'node:net';
import { readOptions } from './io.js';

/** What a program can find out about where it runs. The host's side decides whether that is what it should be. */
export interface ProbeFacts {
  environment: string[];
  initEnvironment: string;
  initCommand: string;
  descriptors: string[];
  seccomp: string;
  noNewPrivileges: string;
  capabilities: string;
  uid: number;
  interfaces: string[];
  network: string;
  hostFiles: string[];
  writable: string[];
  visibleProcesses: number;
}

const errorCode = (work: () => void): string => {
  try {
    work();
    return '';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'error';
  }
};

const tryToConnect = () =>
  new Promise<string>((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: 9 });
    socket.once('connect', () => resolve('connected'));
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
  });

function openDescriptors(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${fd}`);
      // Node's own event loop machinery, made after the start, and the listing of this directory.
      return /^(anon_inode:|\/proc\/|\/dev\/null|pipe:)/.test(target) && Number(fd) > 2 ? [] : [fd];
    } catch {
      return [];
    }
  });
}

async function facts(): Promise<ProbeFacts> {
  const status = readFileSync('/proc/self/status', 'utf8');
  const field = (name: string) => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)?.[1] ?? '';
  const places = ['/in', '/usr', '/', '/kit', '/app', '/dev', '/proc/sys/kernel'];
  return {
    environment: environmentNames(),
    initEnvironment: readFileSync('/proc/1/environ', 'utf8'),
    initCommand: readFileSync('/proc/1/cmdline', 'utf8'),
    descriptors: openDescriptors(),
    seccomp: field('Seccomp'),
    noNewPrivileges: field('NoNewPrivs'),
    capabilities: field('CapBnd') + field('CapEff'),
    uid: process.getuid?.() ?? -1,
    interfaces: readFileSync('/proc/net/dev', 'utf8')
      .split('\n')
      .slice(2)
      .map((line) => line.split(':')[0]!.trim())
      .filter(Boolean),
    network: await tryToConnect(),
    hostFiles: ['/etc/shadow', '/root', '/home', '/var', '/sys', '/run', '/proc/1/root/etc/shadow'].filter(
      (path) => existsSync(path),
    ),
    writable: places.filter((place) => errorCode(() => writeFileSync(`${place}/probe`, 'x')) === ''),
    visibleProcesses: readdirSync('/proc').filter((name) => /^\d+$/.test(name)).length,
  };
}

/** The environment as the kernel keeps it, not as a library would show it. */
function environmentNames(): string[] {
  const entries = readFileSync('/proc/self/environ', 'utf8').split('\0').filter(Boolean);
  return entries.map((entry) => entry.split('=')[0]!);
}

/** The host's side takes this word for proof that a limit did not hold. */
const wentOff = () => writeSync(1, 'went off\n');

const bombs: Record<string, () => void> = {
  memory: () => {
    const hoard: Buffer[] = [];
    // Four times what it is given: enough to prove that nothing holds it, and no machine is harmed.
    while (hoard.length < 40) hoard.push(Buffer.alloc(16 * 1024 * 1024, 1));
    wentOff();
  },
  processes: () => {
    const children = Array.from({ length: 500 }, () =>
      spawn('/bin/sh', ['-c', 'read never'], { stdio: ['pipe', 'ignore', 'ignore'] }).on('error', () =>
        process.exit(1),
      ),
    );
    if (children.every(({ pid }) => pid !== undefined)) wentOff();
  },
  clock: () => {
    setInterval(() => {}, 1000);
  },
};

const { probe } = readOptions<{ probe: string }>();
// As found, NUL and all: the host's side judges it and keeps none of it.
if (probe === 'facts') writeFileSync('/out/facts.json', JSON.stringify(await facts()));
else bombs[probe]?.();
