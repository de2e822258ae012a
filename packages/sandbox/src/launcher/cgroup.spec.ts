import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultLimits } from '../types.js';
import { cgroupMounts, detectCgroups, LegacyMaker, UnifiedMaker } from './cgroup.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cgroup-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const limits = { ...defaultLimits, memoryBytes: 12_345_678, processes: 7 };
const put = (path: string, text: string) => writeFileSync(join(root, path), text);
const get = (path: string) => readFileSync(join(root, path), 'utf8');
const mount = (point: string, type: string, options = 'rw') =>
  `30 24 0:26 / ${point} rw,nosuid shared:1 - ${type} ${type} ${options}`;

/** A tree as a v2 kernel shows it, as far as plain files can. */
function unified(control = ''): UnifiedMaker {
  put('cgroup.controllers', 'cpuset cpu io memory pids\n');
  put('cgroup.subtree_control', control);
  return new UnifiedMaker(root);
}

describe('mounts', () => {
  it('finds both hierarchies of a hybrid host', () => {
    const text = [
      mount('/sys/fs/cgroup/unified', 'cgroup2'),
      mount('/sys/fs/cgroup/cpu,cpuacct', 'cgroup', 'rw,cpu,cpuacct'),
      mount('/sys/fs/cgroup/memory', 'cgroup', 'rw,memory'),
      mount('/proc', 'proc'),
    ].join('\n');
    const { unified: point, v1 } = cgroupMounts(text);
    expect(point).toBe('/sys/fs/cgroup/unified');
    expect(v1).toMatchObject({
      cpu: '/sys/fs/cgroup/cpu,cpuacct',
      cpuacct: '/sys/fs/cgroup/cpu,cpuacct',
      memory: '/sys/fs/cgroup/memory',
    });
  });
  it('says when there is nothing to use', () => {
    expect(detectCgroups(mount('/proc', 'proc'))).toBeNull();
    put('cgroup.controllers', 'hugetlb\n');
    expect(detectCgroups(mount(root, 'cgroup2'))).toBeNull();
  });
  it('takes version 2 where it has the controllers', () => {
    put('cgroup.controllers', 'cpu memory pids\n');
    expect(detectCgroups(mount(root, 'cgroup2'))?.kind).toBe('v2');
  });
});

describe('version 2', () => {
  it('delegates the controllers down to the family', () => {
    unified();
    expect(get('cgroup.subtree_control')).toBe('+memory +pids +cpu');
    expect(get('scenario-lab/cgroup.subtree_control')).toBe('+memory +pids +cpu');
  });
  it('leaves the top alone where they are there already', () => {
    unified('cpu io memory pids');
    expect(get('cgroup.subtree_control')).toBe('cpu io memory pids');
  });
  it('sets the limits, with room for the chain itself', () => {
    unified().make('run', limits);
    expect(get('scenario-lab/run/memory.max')).toBe('12345678');
    expect(get('scenario-lab/run/pids.max')).toBe('9');
  });
  it('reads the meters and keeps the peaks', () => {
    const meter = unified().make('run', limits);
    const at = 'scenario-lab/run';
    put(`${at}/cpu.stat`, 'usage_usec 1500000\nuser_usec 1000000\nsystem_usec 500000\n');
    put(`${at}/memory.stat`, 'anon 4000\nfile 7000\nkernel 300\nshmem 1000\n');
    put(`${at}/pids.current`, '4\n');
    put(`${at}/memory.events`, 'low 0\nhigh 0\nmax 3\noom 0\noom_kill 0\n');
    put(`${at}/pids.events`, 'max 11\n');
    expect(meter.sample()).toEqual({
      cpuSeconds: 1.5,
      peakMemoryBytes: 5000,
      processes: 4,
      peakProcesses: 4,
      oomKills: 0,
      processLimitHits: 11,
    });
    put(`${at}/memory.stat`, 'anon 100\nfile 7000\nkernel 300\nshmem 0\n');
    put(`${at}/pids.current`, '1\n');
    expect(meter.sample()).toMatchObject({ peakMemoryBytes: 5000, processes: 1, peakProcesses: 4 });
    // Between two looks it was more, and how much of that was page cache at most is known.
    put(`${at}/memory.peak`, '19000\n');
    expect(meter.sample().peakMemoryBytes).toBe(19_000 - 7_000 - 300);
    // Out of memory it held all it was allowed.
    put(`${at}/memory.events`, 'low 0\nhigh 0\nmax 3\noom 1\noom_kill 2\n');
    expect(meter.sample()).toMatchObject({ peakMemoryBytes: 19_000, oomKills: 2 });
  });
  it('ends a run through cgroup.kill', () => {
    const meter = unified().make('run', limits);
    put('scenario-lab/run/cgroup.kill', '');
    meter.kill();
    expect(get('scenario-lab/run/cgroup.kill')).toBe('1');
  });
  it('names the file to enter and the processes inside', () => {
    const meter = unified().make('run', limits);
    expect(meter.joinFiles).toEqual([join(root, 'scenario-lab/run/cgroup.procs')]);
    expect(meter.pids()).toEqual([]);
    put('scenario-lab/run/cgroup.procs', '12\n34\n');
    expect(meter.pids()).toEqual([12, 34]);
  });
  it('finds only what carries its prefix, to be removed', () => {
    const maker = unified();
    for (const name of ['aaa-1', 'bbb-1']) mkdirSync(join(root, 'scenario-lab', name));
    for (const meter of maker.left('aaa-')) meter.remove();
    expect(existsSync(join(root, 'scenario-lab/aaa-1'))).toBe(false);
    expect(existsSync(join(root, 'scenario-lab/bbb-1'))).toBe(true);
  });
});

describe('version 1', () => {
  const controllers = () => {
    for (const name of ['memory', 'pids', 'cpu,cpuacct']) mkdirSync(join(root, name));
    const both = join(root, 'cpu,cpuacct');
    return { memory: join(root, 'memory'), pids: join(root, 'pids'), cpu: both, cpuacct: both };
  };
  it('makes one group per hierarchy and sets the limits', () => {
    const meter = new LegacyMaker(controllers(), 'v1').make('run', limits);
    expect(meter.joinFiles).toHaveLength(3);
    expect(get('memory/scenario-lab/run/memory.limit_in_bytes')).toBe('12345678');
    expect(get('pids/scenario-lab/run/pids.max')).toBe('9');
  });
  it('reads the meters', () => {
    const meter = new LegacyMaker(controllers(), 'v1').make('run', limits);
    put('cpu,cpuacct/scenario-lab/run/cpuacct.usage', '2500000000\n');
    put('memory/scenario-lab/run/memory.max_usage_in_bytes', '777\n');
    put('memory/scenario-lab/run/memory.stat', 'cache 500\nrss 200\nshmem 100\nmapped_file 9\n');
    put('memory/scenario-lab/run/memory.kmem.usage_in_bytes', '50\n');
    put('memory/scenario-lab/run/memory.oom_control', 'oom_kill_disable 0\nunder_oom 0\noom_kill 1\n');
    put('pids/scenario-lab/run/pids.current', '3\n');
    put('pids/scenario-lab/run/pids.events', 'max 5\n');
    expect(meter.sample()).toEqual({
      cpuSeconds: 2.5,
      peakMemoryBytes: 777,
      processes: 3,
      peakProcesses: 3,
      oomKills: 1,
      processLimitHits: 5,
    });
  });
});
