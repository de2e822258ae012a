// @vitest-environment jsdom
import type { Run } from '@scenario-lab/contracts/runs';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { queries } from '../../app/api.js';
import { loadLanguage } from '../../i18n/i18n.js';
import { NowView } from './now-view.js';
import { stepsOf } from './steps.js';

const run = {
  status: 'queued',
  split: 'hidden',
  outcome: null,
  progress: null,
  position: 3,
  estimatedStart: null,
  look: { number: 1, of: 3, charged: true },
  result: null,
  platformFault: null,
} as unknown as Run;
const sandbox = {
  available: false,
  level: null,
  cgroup: null,
  workers: 1,
  reasons: [
    {
      code: 'no_bwrap',
      zh: '缺少 bubblewrap',
      en: 'bubblewrap is missing',
      remedy: { zh: '安装', en: 'apt-get install bubblewrap' },
    },
  ],
};

beforeAll(() => loadLanguage('en'));
beforeEach(() => {
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(sandbox), { status: 200 }));
});
afterEach(() => {
  cleanup();
  queries.clear();
  vi.unstubAllGlobals();
});
const show = (change: Partial<Run>) =>
  render(
    <QueryClientProvider client={queries}>
      <NowView run={{ ...run, ...change }} />
    </QueryClientProvider>,
  );
const states = (change: Partial<Run>) => stepsOf({ ...run, ...change }).map(({ state }) => state);

describe('NowView', () => {
  it('tells the place in the queue, and why nothing moves while there is no sandbox', async () => {
    show({});
    expect(screen.getByText('In the queue, position 3')).toBeTruthy();
    expect(await screen.findByText('bubblewrap is missing')).toBeTruthy();
    expect(screen.getByText(/apt-get install bubblewrap/)).toBeTruthy();
  });
  it('counts executions while they run', () => {
    show({ status: 'executing', progress: { stage: 'executing', done: 4, of: 12 } });
    expect(screen.getByText('4 of 12 executions done')).toBeTruthy();
    expect(document.querySelector('progress')?.value).toBe(4);
  });
  it('owns up to a platform fault and says that the look came back', () => {
    show({
      status: 'platform_fault',
      look: { number: 1, of: 3, charged: false, cause: 'platform_fault' as const, excused: false },
    });
    expect(screen.getByText('Platform fault: ours')).toBeTruthy();
    expect(screen.getByText(/The look was returned/)).toBeTruthy();
  });
  it('names the outcome of an algorithm’s fault', () => {
    show({ status: 'algorithm_fault', outcome: 'memory_limit' });
    expect(screen.getByText('The program did not end properly: Memory limit')).toBeTruthy();
    expect(screen.getByText(/It used up its memory.*This execution counts as a look\./)).toBeTruthy();
  });
});

describe('stepsOf', () => {
  it('ends a run at the step it ended in', () => {
    expect(states({ status: 'scoring' })).toEqual(['done', 'done', 'done', 'current', 'ahead']);
    expect(states({ status: 'algorithm_fault', outcome: 'wrong_output' })).toEqual([
      'done',
      'done',
      'done',
      'ended',
      'ahead',
    ]);
    expect(states({ status: 'cancelled' })[0]).toBe('ended');
    expect(states({ status: 'approved' })).toEqual(['done', 'done', 'done', 'done', 'done']);
  });
  it('has a review at its end on the hidden split only', () => {
    expect(stepsOf(run).at(-1)?.step).toBe('review');
    expect(stepsOf({ ...run, split: 'sample' }).at(-1)?.step).toBe('done');
  });
});
