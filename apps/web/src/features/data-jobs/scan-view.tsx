import type { OutputScan } from '@scenario-lab/contracts/data-jobs';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

/** What was found in a file, the alarming first; counts, never a cell. */
export function ScanView({ scan }: { scan: OutputScan }) {
  const { t } = useWords();
  const { count } = useFormats();
  const lines: [alarming: boolean, text: string][] = [
    [scan.form === 'opaque', t(`data_jobs.form.${scan.form}`)],
    [
      scan.rowsCopied > 0,
      t('data_jobs.rows_copied', { rows: count(scan.rowsCopied), of: count(scan.rowsLookedFor) }),
    ],
    [scan.valuesCopied > 0, t('data_jobs.values_copied', { values: count(scan.valuesCopied) })],
    ...Object.entries(scan.personal).map(([kind, places]): [boolean, string] => [
      true,
      t('data_jobs.personal', { kind: wordFor('taxonomy.personal', kind), places: count(places) }),
    ]),
    [scan.smallCounts > 0, t('data_jobs.small_counts', { cells: count(scan.smallCounts) })],
    [false, t('data_jobs.room', { rows: count(scan.roomForRows) })],
  ];
  return (
    <ul className="sl-plain sl-small">
      {lines
        .toSorted(([a], [b]) => Number(b) - Number(a))
        .map(([alarming, text]) => (
          <li key={text} className={alarming ? undefined : 'sl-muted'}>
            {alarming ? <strong>{t('data_jobs.mind')} </strong> : null}
            {text}
          </li>
        ))}
    </ul>
  );
}
