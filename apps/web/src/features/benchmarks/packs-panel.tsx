import type { BenchmarkVersion } from '@scenario-lab/contracts/benchmarks';
import { Panel } from '../../components/object-page.js';
import { reachable } from '../../components/reachable.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Inputs as programs get them, by split, named by their digests. The truth is in the vault. */
export function PacksPanel({ version }: { version: BenchmarkVersion }) {
  const { t } = useWords();
  const { count } = useFormats();
  return (
    <Panel title={t('benchmarks.packs')}>
      {version.packs.length === 0 ? (
        <p className="sl-muted">{t('benchmarks.packs_none')}</p>
      ) : (
        <div className="sl-scroll" ref={reachable}>
          <table className="sl-table">
            <thead>
              <tr>
                <th scope="col">{t('benchmarks.split')}</th>
                <th scope="col" className="sl-number">
                  {t('benchmarks.rows')}
                </th>
                <th scope="col" className="sl-number">
                  {t('benchmarks.executions')}
                </th>
                <th scope="col">{t('benchmarks.digest')}</th>
              </tr>
            </thead>
            <tbody>
              {version.packs.map((pack) => (
                <tr key={pack.split}>
                  <td>
                    {t(`taxonomy.split.${pack.split}`)}
                    {version.twin && pack.split === 'sample' ? (
                      <>
                        {' '}
                        <span className="sl-chip">{t('benchmarks.twin')}</span>
                      </>
                    ) : null}
                  </td>
                  <td className="sl-number">{count(pack.rows)}</td>
                  <td className="sl-number">{count(pack.executions)}</td>
                  <td>
                    <code>{pack.digest}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {version.twin ? (
        <p className="sl-muted sl-small">
          {t('benchmarks.twin_pinned', { method: version.twin.method, seed: version.twin.seed })}
        </p>
      ) : null}
    </Panel>
  );
}
