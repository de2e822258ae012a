import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Connection } from './connection.js';
import { type Deployed, deploy, reachable } from './deploy.js';
import { executeRun, type Slot, type Workshop } from './execute.js';
import { Graveyard } from './graveyard.js';
import { type Ground, layGrounds } from './ground.js';
import { Homes } from './homes.js';
import { Lacking } from './lacking.js';
import type { Meter } from './meter.js';
import { type LauncherHello, readers } from './protocol.js';
import { SlotPool } from './slot-pool.js';
import { unmountBelow } from './sweep.js';

const { values } = parseArgs({
  options: {
    /** Unix socket to listen on. */
    socket: { type: 'string' },
    /** Directory for slots, stages and collected files; outside of any private folder if root. */
    work: { type: 'string' },
    slots: { type: 'string', default: '2' },
    /** Further slots for what opens files and runs no program; without one that takes a program's slot. */
    tools: { type: 'string', default: '0' },
    /** Whose processes may connect: owner of the socket. Default: the caller's own uid. */
    'allow-uid': { type: 'string' },
    /** uid of the first slot; the next slots follow. */
    'uid-base': { type: 'string', default: '64100' },
    deploy: { type: 'string', default: '/var/lib/scenario-lab/sandbox' },
    /** End when stdin ends: the launcher is somebody's child. */
    child: { type: 'boolean', default: false },
  },
});

const whole = (text: string, name: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name}: not a whole number`);
  return value;
};

/** Descriptors a careless parent left open would reach vendor code, for bwrap closes none. */
function closeInherited(): void {
  for (const name of readdirSync('/proc/self/fd')) {
    const fd = Number(name);
    if (fd <= 2) continue;
    let flags = 0;
    try {
      flags = Number.parseInt(/flags:\s*(\d+)/.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))![1]!, 8);
    } catch {
      // The descriptor of the directory listing itself, closed by now.
      continue;
    }
    const CLOSE_ON_EXEC = 0o2000000;
    if ((flags & CLOSE_ON_EXEC) === 0) closeSync(fd);
  }
}

function makeSlots(work: string, grounds: Ground[], base: number, root: boolean): Slot[] {
  return grounds.map((ground, index) => {
    const dir = join(work, 'slots', String(index));
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir, { recursive: true, mode: 0o711 });
    return { index, dir, uid: root ? base + index : null, ground };
  });
}

interface Ready {
  hello: Omit<LauncherHello, 'home'>;
  shop: Workshop;
  programs: SlotPool;
  tools: SlotPool;
  homes: Homes;
  graveyard: Graveyard;
}

async function main(): Promise<void> {
  if (!values.socket || !values.work) throw new Error('usage: main.js --socket PATH --work DIR [--slots N]');
  // From the first moment on: told to end while it lays its grounds it would leave them mounted.
  const ending = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => ending.abort());
  closeInherited();
  process.umask(0o022);
  const root = process.getuid?.() === 0;
  const owner = whole(values['allow-uid'] ?? String(process.getuid?.() ?? 0), 'allow-uid');
  mkdirSync(values.work, { recursive: true, mode: 0o711 });
  const work = realpathSync(values.work);
  chmodSync(work, 0o711);
  const prefix = `${createHash('sha256').update(work).digest('hex').slice(0, 12)}-`;
  let ready: Ready | Lacking;
  try {
    if (root) reachable(work, 'unreachable_work_dir');
    const mountinfo = readFileSync('/proc/self/mountinfo', 'utf8');
    const {
      shop: parts,
      sources,
      runtimes,
      digest,
      notes,
    }: Deployed = deploy(values.deploy, mountinfo, prefix);
    const graveyard = new Graveyard();
    const shop: Workshop = { ...parts, bury: (meter) => graveyard.bury(meter) };
    for (const note of notes) console.error(`launcher: ${note}`);
    for (const meter of shop.meters.left(prefix)) await endRemains(meter, graveyard);
    unmountBelow(join(work, 'slots'), mountinfo, shop.umount);
    unmountBelow(join(work, 'grounds'), mountinfo, shop.umount);
    const count = whole(values.slots, 'slots');
    const all = count + whole(values.tools, 'tools');
    const grounds = layGrounds(join(work, 'grounds'), all, sources, root ? shop.mount : null);
    const slots = makeSlots(work, grounds, whole(values['uid-base'], 'uid-base'), root);
    const hello = {
      level: shop.level,
      cgroup: shop.meters.kind,
      slots: count,
      root: shop.root,
      runtimes,
      digest,
    };
    const homes = new Homes(join(work, 'stage'), join(work, 'collect'), owner, shop.parts.setpriv);
    const programs = new SlotPool(slots.slice(0, count));
    const tools = all > count ? new SlotPool(slots.slice(count)) : programs;
    ready = { hello, shop, programs, tools, homes, graveyard };
  } catch (error) {
    ready = error instanceof Lacking ? error : new Lacking('launcher_failed', String(error));
  }
  listen(values.socket, owner, work, ready, ending.signal);
}

/** The slots' grounds go with the launcher: they are memory. */
const lift = (work: string, umount: string) =>
  unmountBelow(join(work, 'grounds'), readFileSync('/proc/self/mountinfo', 'utf8'), umount);

/** Processes of an earlier launcher die with it; what the kernel takes its time for is not waited for. */
async function endRemains(meter: Meter, graveyard: Graveyard): Promise<void> {
  for (let attempt = 0; attempt < 100 && meter.pids().length > 0; attempt += 1) {
    meter.kill();
    await sleep(20);
  }
  graveyard.bury(meter);
}

/** No slot of a kind has worked or been free for so long: a launcher begun anew finds its slots free, or says what is wrong. */
const STANDSTILL_MS = 120_000;

function watchSlots({ programs, tools }: Ready): void {
  setInterval(() => {
    const now = performance.now();
    if (Math.max(programs.standstill(now), tools.standstill(now)) < STANDSTILL_MS) return;
    console.error('launcher: no slot can be tidied; it is begun anew');
    process.exit(1);
  }, 5_000).unref();
}

function listen(
  socket: string,
  owner: number,
  work: string,
  ready: Ready | Lacking,
  ending: AbortSignal,
): void {
  if (!(ready instanceof Lacking)) watchSlots(ready);
  const connections = new Set<Connection>();
  const server = createServer((peer) => {
    const connection = new Connection(peer, {
      homes: ready instanceof Lacking ? null : ready.homes,
      hello: (home) =>
        ready instanceof Lacking
          ? { type: 'unavailable', code: ready.code, detail: ready.message }
          : { type: 'hello', hello: { ...ready.hello, home } },
      run: async (spec, hooks) => {
        if (ready instanceof Lacking)
          return { kind: 'platform_fault', reason: 'unavailable', detail: ready.message };
        const { programs, tools, shop, homes } = ready;
        const inside = (dir: string) => dir.startsWith(`${homes.stage}/`);
        if (!inside(spec.inputDir) || (spec.artifactDir !== undefined && !inside(spec.artifactDir)))
          return {
            kind: 'platform_fault',
            reason: 'bad_request',
            detail: `directories must lie in ${homes.stage}`,
          };
        const pool = readers.includes(spec.runtime) ? tools : programs;
        return pool.withSlot(hooks.signal, (slot) => executeRun(shop, slot, spec, hooks));
      },
    });
    connections.add(connection);
    peer.once('close', () => connections.delete(connection));
  });
  rmSync(socket, { force: true });
  mkdirSync(dirname(socket), { recursive: true });
  const before = process.umask(0o177);
  server.listen(socket, () => {
    process.umask(before);
    chownSync(socket, owner, -1);
    console.log('listening');
  });
  const stop = () => {
    server.close();
    for (const connection of connections) connection.cancel();
    const idle =
      ready instanceof Lacking
        ? Promise.resolve()
        : Promise.all([ready.programs.idle(), ready.tools.idle()]).then(() => ready.graveyard.empty(5_000));
    const alone = async () => {
      // A child ends with its one client, whose folders go first.
      for (const end = performance.now() + 5_000; values.child && connections.size > 0; await sleep(10))
        if (performance.now() > end) break;
      if (ready instanceof Lacking) return;
      await ready.homes.settled();
      lift(work, ready.shop.umount);
    };
    void idle.then(alone).finally(() => process.exit(0));
  };
  if (ending.aborted) stop();
  else ending.addEventListener('abort', stop, { once: true });
  if (values.child) process.stdin.resume().once('end', stop).once('error', stop);
}

main().catch((error: unknown) => {
  console.error(`launcher: ${String(error)}`);
  process.exit(1);
});
