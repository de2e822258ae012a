// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadLanguage } from '../i18n/i18n.js';
import { criterionSentence } from '../i18n/metric-words.js';
import { csvOf } from './csv.js';
import { axisOf, IntervalBar } from './interval-bar.js';
import { StageRail } from './stage-rail.js';
import { StatusTag } from './status-tag.js';
import { concerns } from './use-live.js';

beforeAll(() => loadLanguage('en'));
afterEach(cleanup);

describe('IntervalBar', () => {
  it('says what it draws', () => {
    render(
      <IntervalBar
        name="MAE"
        value={10.8}
        interval={{ lower: 10.1, upper: 11.6, level: 0.95 }}
        threshold={12}
        direction="at_most"
        unit="µg/m³"
        verdict="pass"
      />,
    );
    expect(screen.getByRole('img').getAttribute('aria-label')).toBe(
      'MAE 10.8 µg/m³, 95% interval 10.1 to 11.6, at most 12 µg/m³, Pass',
    );
  });
  it('shades the side that passes and keeps everything on the axis', () => {
    const { container } = render(
      <IntervalBar
        name="F1"
        value={0.7}
        interval={{ lower: 0.6, upper: 0.8 }}
        threshold={0.9}
        direction="at_least"
      />,
    );
    const number = (selector: string, attribute: string) =>
      Number(container.querySelector(selector)?.getAttribute(attribute));
    expect(number('.interval-side', 'x')).toBeCloseTo(number('.interval-threshold', 'x1'), 6);
    expect(number('.interval-band', 'x')).toBeGreaterThan(0);
    expect(number('.interval-band', 'x') + number('.interval-band', 'width')).toBeLessThan(
      number('.interval-threshold', 'x1'),
    );
  });
  it('has an axis even for one value alone', () => {
    const { from, to } = axisOf([0]);
    expect(from).toBeLessThan(0);
    expect(to).toBeGreaterThan(0);
  });
});

describe('StageRail', () => {
  it('shows five steps, the current one marked, an end said in words', () => {
    render(
      <StageRail
        steps={[
          { stage: 'showcase', state: 'done' },
          { stage: 'matching', state: 'current' },
          { stage: 'validation', state: 'ahead' },
          { stage: 'field', state: 'ahead' },
          { stage: 'enablement', state: 'ended' },
        ]}
      />,
    );
    const items = screen.getAllByRole('listitem');
    expect(items.map((item) => item.getAttribute('aria-current'))).toEqual([null, 'step', null, null, null]);
    expect(items[4]?.textContent).toContain('Enablement (ended here)');
  });
});

describe('StatusTag', () => {
  it('carries meaning by icon and word, and shows a code it does not know', () => {
    const { container } = render(<StatusTag thing="run" status="platform_fault" />);
    expect(container.textContent).toBe('Platform fault');
    expect(container.querySelector('.tag-fault svg')).not.toBeNull();
    cleanup();
    expect(render(<StatusTag thing="run" status="brand_new" />).container.textContent).toBe('brand_new');
  });
});

describe('sentences and files', () => {
  it('reads a criterion in both languages', () => {
    const criterion = {
      metric: 'mae',
      direction: 'at_most' as const,
      threshold: 12,
      unit: 'µg/m³',
      slice: { column: 'season', value: 'winter' },
    };
    expect(criterionSentence(criterion, 'zh')).toBe('平均绝对误差不高于 12 µg/m³（season = winter）');
    expect(criterionSentence(criterion, 'en')).toBe('Mean absolute error at most 12 µg/m³ (season = winter)');
  });
  it('reads a limit on resources in both languages', () => {
    const limit = { direction: 'at_most' as const };
    const memory = { ...limit, metric: 'peak_memory_mib', threshold: 512 };
    expect(criterionSentence(memory, 'zh')).toBe('峰值内存不超过 512 MB');
    expect(criterionSentence(memory, 'en')).toBe('Peak memory at most 512 MB');
    const cpu = { ...limit, metric: 'cpu_seconds_per_1k', threshold: 2 };
    expect(criterionSentence(cpu, 'zh')).toBe('每千行 CPU 用时不超过 2 秒');
    expect(criterionSentence(cpu, 'en')).toBe('CPU time per 1,000 rows at most 2 s');
  });
  it('defuses formulas in CSV and leaves numbers alone', () => {
    const rows = [
      ['=HYPERLINK("x")', -3],
      ['a,b', null],
    ];
    expect(csvOf({ columns: ['名称', 'n'], rows })).toBe(
      '\uFEFF名称,n\r\n"\'=HYPERLINK(""x"")",-3\r\n"a,b",\r\n',
    );
  });
  it('reads anew what a changed thing appears in', () => {
    expect(concerns('dataset_version', 'dataset.read')).toBe(true);
    expect(concerns('dataset_version', 'solution.read')).toBe(false);
    expect(concerns('run', 'event.timeline')).toBe(true);
  });
});
