import type { BenchmarkVersion } from '@scenario-lab/contracts/benchmarks';
import { reachable } from '../../components/reachable.js';
import { TextView } from '../../components/text-view.js';
import { useWords } from '../../i18n/use-words.js';

type Use = 'target' | 'feature' | 'slice' | 'feature_slice' | 'unit' | 'none';

/** What a column is for in this plan. */
function purposeOf(name: string, { plan }: BenchmarkVersion): Use {
  if (name === plan.target) return 'target';
  const slice = plan.slices.includes(name);
  if (plan.features.includes(name)) return slice ? 'feature_slice' : 'feature';
  if (slice) return 'slice';
  return plan.resamplingUnit.kind === 'group' && plan.resamplingUnit.column === name ? 'unit' : 'none';
}

export function ColumnsTable({ version }: { version: BenchmarkVersion }) {
  const { t } = useWords();
  return (
    <div className="sl-scroll" ref={reachable}>
      <table className="sl-table">
        <thead>
          <tr>
            <th scope="col">{t('benchmarks.column')}</th>
            <th scope="col">{t('benchmarks.meaning')}</th>
            <th scope="col">{t('benchmarks.type')}</th>
            <th scope="col">{t('benchmarks.role')}</th>
            <th scope="col">{t('benchmarks.known_at')}</th>
          </tr>
        </thead>
        <tbody>
          {version.columns.map((column) => (
            <tr key={column.name}>
              <td>
                <code>{column.name}</code>
              </td>
              <td>
                <TextView text={column.title ?? column.meaning} plain />
                {column.unit && column.unit !== '1' ? (
                  <span className="sl-muted">{t('common.in_brackets', { text: column.unit })}</span>
                ) : null}
              </td>
              <td>{t(`taxonomy.column_type.${column.type}`)}</td>
              <td>{t(`benchmarks.in_plan.${purposeOf(column.name, version)}`)}</td>
              <td>{t(`taxonomy.known_at.${column.knownAt}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
