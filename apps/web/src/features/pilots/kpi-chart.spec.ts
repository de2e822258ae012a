import { describe, expect, it } from 'vitest';
import { sideOfLabel } from './kpi-chart.js';

describe('the label of a level', () => {
  it('stands above its line where it has room', () => {
    expect(sideOfLabel(0.75, [0.75, 0.45, 0.9], 1)).toBe('Top');
  });
  it('stands below where another line runs closely above', () => {
    expect(sideOfLabel(0.75, [0.75, 0.8], 1)).toBe('Bottom');
    expect(sideOfLabel(0.8, [0.75, 0.8], 1)).toBe('Top');
  });
  it('stays above between two close lines, where below would be no better', () => {
    expect(sideOfLabel(0.75, [0.7, 0.75, 0.8], 1)).toBe('Top');
  });
});
