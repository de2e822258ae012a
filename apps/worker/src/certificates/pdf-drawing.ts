import type { CriterionVerdict, Plots } from '@scenario-lab/contracts/runs';
import type { z } from 'zod';
import { type Box, ink, type Sheet } from '../pdf/sheet.js';

type CriterionRow = Pick<z.infer<typeof CriterionVerdict>, 'value' | 'verdict'> & {
  criterion: { threshold: number };
  interval: { lower: number; upper: number } | null;
};

export const verdictColour = { pass: ink.good, fail: ink.bad, inconclusive: ink.open } as const;

/** Threshold, interval and value of a criterion on one axis that just holds them all. */
export function intervalBar(sheet: Sheet, row: CriterionRow): (box: Box) => void {
  return ({ x, y, width, height }) => {
    const { threshold } = row.criterion;
    const marks = [threshold, row.value, row.interval?.lower, row.interval?.upper].filter(
      (mark): mark is number => typeof mark === 'number' && Number.isFinite(mark),
    );
    const [least, most] = [Math.min(...marks), Math.max(...marks)];
    const spread = most - least || Math.abs(most) || 1;
    const place = (value: number) => x + 4 + ((value - least + spread * 0.1) / (spread * 1.2)) * (width - 8);
    const middle = y + height / 2;
    const { doc } = sheet;
    doc
      .moveTo(x, middle)
      .lineTo(x + width, middle)
      .lineWidth(0.5)
      .strokeColor(ink.line)
      .stroke();
    if (row.interval) {
      doc
        .moveTo(place(row.interval.lower), middle)
        .lineTo(place(row.interval.upper), middle)
        .lineWidth(3)
        .strokeColor(verdictColour[row.verdict])
        .stroke();
    }
    doc
      .moveTo(place(threshold), middle - 6)
      .lineTo(place(threshold), middle + 6)
      .lineWidth(1)
      .dash(2, { space: 1 })
      .strokeColor(ink.text)
      .stroke()
      .undash();
    if (row.value !== null) doc.circle(place(row.value), middle, 2.4).fillColor(ink.text).fill();
  };
}

export interface Point {
  x: number;
  y: number;
}

const height = 110;
/** What a chart takes of a page with its heading. */
export const chartRoom = height + 75;

/** A small chart with both axes labelled at their ends: columns, or points on a line. */
export function chart(
  sheet: Sheet,
  points: readonly Point[],
  options: { kind: 'columns' | 'line'; diagonal?: boolean; number: (value: number) => string },
): void {
  sheet.room(height + 30);
  const { doc, left } = sheet;
  const box = { x: left + 40, y: sheet.y + 4, width: sheet.width - 60, height };
  const xs = points.map((point) => point.x);
  const [first, last] = [Math.min(...xs), Math.max(...xs)];
  const top = Math.max(...points.map((point) => point.y), 0) || 1;
  const across = (value: number) => box.x + ((value - first) / (last - first || 1)) * box.width;
  const up = (value: number) => box.y + box.height - (value / top) * box.height;
  doc.rect(box.x, box.y, box.width, box.height).lineWidth(0.5).strokeColor(ink.line).stroke();
  if (options.diagonal)
    doc.moveTo(across(first), up(first)).lineTo(across(last), up(last)).strokeColor(ink.line).stroke();
  if (options.kind === 'columns') {
    const step = box.width / points.length;
    points.forEach((point, at) => {
      doc
        .rect(box.x + at * step + 1, up(point.y), Math.max(1, step - 2), box.y + box.height - up(point.y))
        .fillColor(ink.mark)
        .fill();
    });
  } else {
    points.forEach((point, at) => {
      if (at === 0) doc.moveTo(across(point.x), up(point.y));
      else doc.lineTo(across(point.x), up(point.y));
    });
    doc.lineWidth(1.2).strokeColor(ink.mark).stroke();
  }
  doc.fontSize(7).fillColor(ink.faint);
  doc.text(options.number(top), left, box.y - 2, { width: 36, align: 'right', lineBreak: false });
  doc.text('0', left, box.y + box.height - 8, { width: 36, align: 'right', lineBreak: false });
  doc.text(options.number(first), box.x, box.y + box.height + 3, { lineBreak: false });
  doc.text(options.number(last), box.x + box.width - 80, box.y + box.height + 3, {
    width: 80,
    align: 'right',
    lineBreak: false,
  });
  sheet.y = box.y + box.height + 16;
  doc.x = left;
}

type PlotData = z.infer<typeof Plots>;

/** The points of each plot that a result carries. */
export function plotPoints(plots: PlotData): { reliability: Point[]; horizon: Point[]; residuals: Point[] } {
  return {
    reliability: (plots.reliability ?? [])
      .filter((bin) => bin.count > 0)
      .map((bin) => ({ x: bin.mean, y: bin.observed })),
    horizon: (plots.horizon ?? []).map((step) => ({ x: step.step, y: step.mae })),
    residuals: (plots.residuals ?? []).map((bin) => ({ x: (bin.from + bin.to) / 2, y: bin.count })),
  };
}
