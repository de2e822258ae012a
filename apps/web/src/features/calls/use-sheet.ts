import type { Call, OpenedBid } from '@scenario-lab/contracts/calls';
import type { ChartTable } from '../../components/chart-table.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Whole, so that whoever recomputes it gets the same. */
const figureOf = (value: number | null | undefined) => (typeof value === 'number' ? String(value) : '');
const heads = ['predicted_head', 'measured_head', 'verdict_head', 'points_head'] as const;

/** The figures of opened bids as a table for a spreadsheet, one line for each bidder. */
export function useSheet(): (call: Call, bids: readonly OpenedBid[]) => ChartTable {
  const { t } = useWords();
  const { text } = useFormats();
  return (call, bids) => {
    const measured = call.terms.criteria.filter(({ kind }) => kind === 'measured');
    return {
      columns: [
        t('calls.number'),
        t('calls.vendor'),
        t('calls.out_by'),
        t('calls.price'),
        t('calls.price_points'),
        ...measured.flatMap(({ title }) => heads.map((head) => `${text(title)} · ${t(`calls.${head}`)}`)),
        t('calls.computed'),
      ],
      rows: bids.map((bid) => [
        String(bid.number),
        text(bid.vendor.name),
        bid.excludedBy.join(' '),
        String(bid.content.price),
        figureOf(bid.pricePoints),
        ...measured.flatMap(({ id }) => [
          figureOf(bid.content.answers.find((one) => one.criterion === id)?.value),
          figureOf(bid.measured[id]?.value),
          bid.measured[id]?.verdict ?? '',
          figureOf(bid.points[id]),
        ]),
        figureOf(bid.computed),
      ]),
    };
  };
}
