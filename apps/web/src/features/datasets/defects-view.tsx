import type { QualityDefect } from '@scenario-lab/contracts/data-quality';
import { reachable } from '../../components/reachable.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

/** What is wrong with the data, where, and what to do about it. */
export function DefectsView({ defects }: { defects: readonly QualityDefect[] }) {
  const { t } = useWords();
  const { percent } = useFormats();
  return (
    <div className="sl-scroll" ref={reachable}>
      <table className="sl-table">
        <thead>
          <tr>
            <th scope="col">{t('datasets.defect.what')}</th>
            <th scope="col">{t('datasets.column')}</th>
            <th scope="col">{t('datasets.defect.mend')}</th>
          </tr>
        </thead>
        <tbody>
          {defects.map((one) => (
            <tr key={`${one.code} ${one.column}`}>
              <td>
                {t(`datasets.defect.says.${one.code}`, {
                  share: one.share === null ? '' : percent(one.share),
                  detail: one.detail,
                })}
                <br />
                <span className="sl-muted sl-small">{wordFor('taxonomy.quality', one.dimension)}</span>
              </td>
              <td>{one.column === null ? t('datasets.defect.whole') : <code>{one.column}</code>}</td>
              <td>{t(`datasets.defect.do.${one.code}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
