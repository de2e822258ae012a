import type { DatasetVersion } from '@scenario-lab/contracts/datasets';
import { Histogram } from '../../components/histogram.js';
import { Facts } from '../../components/object-page.js';
import { reachable } from '../../components/reachable.js';
import { ToneTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { type ColumnDrift, compareVersions, readingOf } from './compare.js';

const tones = { steady: 'pass', moved: 'inconclusive', other: 'fail' } as const;

/** A version beside the one before it: columns, rows, and how far each distribution moved. */
export function CompareView({ before, after }: { before: DatasetVersion; after: DatasetVersion }) {
  const { t } = useWords();
  const { count } = useFormats();
  const { rows, added, removed, changed, drift } = compareVersions(before, after);
  const many = (one: number | null) => (one === null ? '–' : count(one));
  const names = (list: readonly string[]) => (list.length > 0 ? list.join(' · ') : null);
  return (
    <details>
      <summary>
        <h3 className="compare-title">{t('datasets.compare.title', { label: before.label })}</h3>
      </summary>
      <div className="sl-stack sl-tight">
        <p>{t('datasets.compare.rows', { before: many(rows[0]), after: many(rows[1]) })}</p>
        {added.length + removed.length + changed.length === 0 ? (
          <p>{t('datasets.compare.same')}</p>
        ) : (
          <Facts
            facts={[
              [t('datasets.compare.added'), names(added)],
              [t('datasets.compare.removed'), names(removed)],
              [
                t('datasets.compare.changed'),
                names(changed.map((one) => `${one.name} (${one.before} → ${one.after})`)),
              ],
            ]}
          />
        )}
        {drift.length > 0 ? <DriftTable drift={drift} /> : <p>{t('datasets.compare.none')}</p>}
      </div>
    </details>
  );
}

function DriftTable({ drift }: { drift: readonly ColumnDrift[] }) {
  const { t } = useWords();
  const { percent, figure } = useFormats();
  const told = (value: number | null) => (value === null ? '–' : figure(Math.round(value * 1_000) / 1_000));
  return (
    <>
      <p className="sl-muted sl-small">{t('datasets.compare.lead')}</p>
      <div className="sl-scroll" ref={reachable}>
        <table className="sl-table">
          <thead>
            <tr>
              <th scope="col">{t('datasets.compare.column')}</th>
              <th scope="col">{t('datasets.compare.before')}</th>
              <th scope="col">{t('datasets.compare.after')}</th>
              <th scope="col" className="sl-number">
                PSI
              </th>
              <th scope="col" className="sl-number">
                KS
              </th>
              <th scope="col" className="sl-number">
                {t('datasets.compare.missing')}
              </th>
            </tr>
          </thead>
          <tbody>
            {drift.map((one) => (
              <tr key={one.name}>
                <td>
                  <code>{one.name}</code>
                  {one.psi === null ? null : (
                    <>
                      <br />
                      <ToneTag tone={tones[readingOf(one.psi)]}>
                        {t(`datasets.compare.reading.${readingOf(one.psi)}`)}
                      </ToneTag>
                    </>
                  )}
                </td>
                <td className="compare-picture">
                  <Histogram bins={one.before} name={one.name} />
                </td>
                <td className="compare-picture">
                  <Histogram bins={one.after} name={one.name} />
                </td>
                <td className="sl-number">{told(one.psi)}</td>
                <td className="sl-number">{told(one.ks)}</td>
                <td className="sl-number">
                  {percent(one.missing[0])} → {percent(one.missing[1])}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
