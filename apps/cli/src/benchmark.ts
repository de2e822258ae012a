import { type Benchmark, type BenchmarkVersion, readBenchmark } from '@scenario-lab/contracts/benchmarks';
import { type Client, call } from '@scenario-lab/contracts/call';
import type { Desk } from './desk.js';
import { exit } from './exit.js';
import { Failure } from './failure.js';

export interface OpenBenchmark {
  benchmark: Benchmark;
  version: BenchmarkVersion;
}

/** A benchmark and its newest open version. @throws Failure where none is open */
export async function openVersion(desk: Desk, client: Client, id: string): Promise<OpenBenchmark> {
  const benchmark = await call(client, readBenchmark, { params: { id } }, { signal: desk.signal });
  const open = benchmark.versions.filter(({ status }) => status === 'open');
  const version = open.sort((a, b) => b.number - a.number)[0];
  if (!version) throw new Failure(exit.refused, 'submit.no_version');
  return { benchmark, version };
}
