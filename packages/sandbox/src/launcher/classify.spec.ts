import { describe, expect, it } from 'vitest';
import { classify, type RunFacts } from './classify.js';

const clean: RunFacts = {
  exitCode: 0,
  killedFor: null,
  oomKills: 0,
  processLimitHits: 0,
  cpuUsedUp: false,
  outFull: false,
  defect: undefined,
};

describe('the cause of an end', () => {
  it.each<[string, Partial<RunFacts>, string]>([
    ['a clean exit', {}, 'ok'],
    ['a clean exit after a refused fork', { processLimitHits: 3 }, 'ok'],
    ['an error', { exitCode: 1 }, 'runtime_error'],
    ['SIGKILL without an OOM kill', { exitCode: 137 }, 'runtime_error'],
    ['SIGKILL with an OOM kill', { exitCode: 137, oomKills: 1 }, 'memory_limit'],
    ['an OOM kill of a child only', { oomKills: 1 }, 'memory_limit'],
    ['the CPU meter', { exitCode: null, killedFor: 'cpu' }, 'cpu_limit'],
    ['the CPU rlimit', { exitCode: 152, cpuUsedUp: true }, 'cpu_limit'],
    ['152 of its own free will', { exitCode: 152 }, 'runtime_error'],
    ['the clock', { exitCode: null, killedFor: 'wall' }, 'wall_limit'],
    [
      'a fork bomb under the clock',
      { exitCode: null, killedFor: 'wall', processLimitHits: 9 },
      'process_limit',
    ],
    [
      'a fork bomb under the CPU meter',
      { exitCode: null, killedFor: 'cpu', processLimitHits: 9 },
      'process_limit',
    ],
    ['an error after a refused fork', { exitCode: 1, processLimitHits: 1 }, 'process_limit'],
    ['too much log', { exitCode: null, killedFor: 'output' }, 'output_limit'],
    ['a file beyond the rlimit', { exitCode: 153, outFull: true }, 'output_limit'],
    ['153 of its own free will', { exitCode: 153 }, 'runtime_error'],
    ['a full /out', { exitCode: 1, outFull: true }, 'output_limit'],
    ['a full /out, hushed up', { outFull: true }, 'output_limit'],
    ['a file too big', { defect: { class: 'too_big', name: 'x' } }, 'output_limit'],
    ['too many files', { defect: { class: 'too_many', name: 'x' } }, 'output_limit'],
    ['a link', { defect: { class: 'symlink', name: 'x' } }, 'wrong_output'],
    ['a link after an error', { exitCode: 1, defect: { class: 'symlink', name: 'x' } }, 'runtime_error'],
  ])('%s', (_name, facts, outcome) => {
    expect(classify({ ...clean, ...facts })).toBe(outcome);
  });
});
