import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const called: Same<typeof zh.called> = {
  benchmark_version: 'Benchmark',
};

export const deed: Same<typeof zh.deed> = {
  benchmark: {
    agree: {
      label: 'Agree to the difference',
      says: 'The department agrees that this exam validates engagements although it asks something else than the need. The reason is public; if the exam or the need changes again, it must be agreed to anew.',
      field: 'Why it differs (public)',
    },
    seal: {
      label: 'Seal and open',
      says: 'Truth goes to the vault and the baseline runs; then the benchmark opens and no longer changes.',
    },
    close: { label: 'Close', says: 'No new runs; results and certificates stay as they are.' },
    retire: {
      label: 'Retire',
      says: 'The benchmark is no longer shown; certificates can still be verified.',
    },
  },
};

export const event: Same<typeof zh.event> = {
  benchmark_version: {
    created: 'Benchmark drafted',
    edited: 'Benchmark edited',
    sealing: 'Sealing began',
    difference_agreed: 'Department agreed to how it differs from the need',
    sealed: 'Sealed, baseline running',
    open: 'Benchmark opened',
    refused: 'Sealing refused, back to draft',
    closed: 'Benchmark closed',
    retired: 'Benchmark retired',
    tried_again: 'The lab began its work on it again',
    data_deprecated: 'The data version it uses was deprecated',
  },
};

export const next: Same<typeof zh.next> = {
  benchmark_version: {
    draft: 'When the plan is agreed, the lab seals it; until then it may change.',
    sealing:
      'Being sealed: the truth goes to the vault, then the baseline runs. If it cannot be, it comes back as a draft with the reasons.',
    baseline: 'The baseline is running; then it opens by itself.',
    open: 'Vendors may submit runs; the lab reviews the results.',
    closed: 'No new runs; results and certificates stay as they are.',
    retired: 'Kept for verifying certificates.',
  },
};
