import type { writeOpenEdition } from '@scenario-lab/evaluation/open-edition';
import type { sealBenchmark } from '@scenario-lab/evaluation/seal';
import type { renderMonth } from '../certificates/month-page.js';
import type { renderReport } from '../certificates/pdf.js';
import type { renderAcceptance } from '../certificates/pdf-acceptance.js';
import type { renderEdition } from '../editions/render-edition.js';
import type { renderHung } from '../pdf/hung-paper.js';
import type { compareExam } from '../runs/compare-exam.js';
import type { markExam, rehearseExam } from '../runs/mark-exam.js';

/** Work that keeps a processor busy for seconds or minutes and needs neither database nor queue. */
export interface Tasks {
  mark: typeof markExam;
  rehearse: typeof rehearseExam;
  compare: typeof compareExam;
  seal: typeof sealBenchmark;
  edition: typeof writeOpenEdition;
  page: typeof renderReport;
  list: typeof renderEdition;
  month: typeof renderMonth;
  hung: typeof renderHung;
  acceptance: typeof renderAcceptance;
}
export type TaskName = keyof Tasks;

/** Fetched when first asked for: who marks exams needs no fonts. */
export const tasks: { [T in TaskName]: () => Promise<Tasks[T]> } = {
  mark: async () => (await import('../runs/mark-exam.js')).markExam,
  rehearse: async () => (await import('../runs/mark-exam.js')).rehearseExam,
  compare: async () => (await import('../runs/compare-exam.js')).compareExam,
  seal: async () => (await import('@scenario-lab/evaluation/seal')).sealBenchmark,
  edition: async () => (await import('@scenario-lab/evaluation/open-edition')).writeOpenEdition,
  month: async () => (await import('../certificates/month-page.js')).renderMonth,
  hung: async () => (await import('../pdf/hung-paper.js')).renderHung,
  acceptance: async () => (await import('../certificates/pdf-acceptance.js')).renderAcceptance,
  page: async () => (await import('../certificates/pdf.js')).renderReport,
  list: async () => (await import('../editions/render-edition.js')).renderEdition,
};

export interface ThreadOrder {
  task: TaskName;
  args: unknown[];
}
/** `held`: bytes of heap and buffers that the thread has by now. */
export type ThreadAnswer = { held: number } & ({ ok: true; value: unknown } | { ok: false; error: string });
