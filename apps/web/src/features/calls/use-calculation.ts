import type { Call } from '@scenario-lab/contracts/calls';
import type { Scoring } from '@scenario-lab/contracts/panels';
import type { WorkbookCell, WorkbookSheet } from '@scenario-lab/tables/workbook';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { useOutBy } from './use-out-by.js';

/** The whole calculation as sheets of a workbook: the lines, and every seat's points behind them. */
export function useCalculation(call: Call): (scoring: Scoring) => [WorkbookSheet, WorkbookSheet] {
  const { t } = useWords();
  const { text } = useFormats();
  const outBy = useOutBy(call);
  const { criteria, priceWeight } = call.terms;
  const headed = (title: string, weight: number) => `${title} · ${t('panel.sheet.weight', { weight })}`;
  return ({ sheet, given }) => {
    const totals: WorkbookCell[][] = [
      [
        t('calls.number'),
        t('panel.sheet.out'),
        headed(t('calls.price_points'), priceWeight),
        ...criteria.map(({ title, weight }) => headed(text(title), weight)),
        t('panel.sheet.seats'),
        t('panel.sheet.total'),
        t('panel.sheet.lower'),
        t('panel.sheet.upper'),
        t('panel.sheet.rank'),
        t('panel.sheet.tier'),
      ],
      ...sheet.map((row): WorkbookCell[] => [
        row.number,
        outBy(row.excludedBy),
        row.pricePoints,
        ...criteria.map(({ id, kind }) => (kind === 'measured' ? row.points[id] : row.judged[id]) ?? null),
        row.seats,
        row.total,
        row.lower,
        row.upper,
        row.rank,
        row.tier,
      ]),
    ];
    const points: WorkbookCell[][] = [
      [
        t('panel.sheet.seat'),
        t('panel.sheet.bid'),
        t('calls.criterion'),
        t('panel.sheet.first'),
        t('panel.sheet.now'),
        t('panel.sheet.note'),
      ],
      ...given.map((one): WorkbookCell[] => [
        one.seat,
        one.number,
        text(criteria.find(({ id }) => id === one.criterion)?.title),
        one.points,
        one.now,
        [one.note, ...one.changes.map(({ reason }) => reason)].join('\n'),
      ]),
    ];
    return [
      { name: t('panel.sheet.totals_sheet'), rows: totals, head: 1 },
      { name: t('panel.sheet.given_sheet'), rows: points, head: 1 },
    ];
  };
}
