import type { Run } from '@scenario-lab/contracts/runs';
import { Panel } from '../../components/object-page.js';
import { reachable } from '../../components/reachable.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** What is wrong with the output: class and count, or its bucket; places where the reader may see them. */
export function DefectsView({ defects }: { defects: Run['defects'] }) {
  const { t } = useWords();
  const { count } = useFormats();
  const placed = defects.some(({ place, detail }) => place || detail);
  return (
    <Panel title={t('runs.defects.title')}>
      <div className="sl-scroll" ref={reachable}>
        <table className="sl-table">
          <thead>
            <tr>
              <th scope="col">{t('runs.defects.class')}</th>
              <th scope="col" className="sl-number">
                {t('runs.defects.count')}
              </th>
              {placed ? (
                <>
                  <th scope="col">{t('runs.defects.place')}</th>
                  <th scope="col">{t('runs.defects.detail')}</th>
                </>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {defects.map((one) => (
              <tr key={`${one.class}:${one.place ?? ''}`}>
                <td>
                  {t(`taxonomy.defect.${one.class}`)}
                  <p className="sl-muted">{t(`taxonomy.defect_hint.${one.class}`)}</p>
                </td>
                <td className="sl-number">{typeof one.count === 'number' ? count(one.count) : one.count}</td>
                {placed ? (
                  <>
                    <td>
                      <code>{one.place}</code>
                    </td>
                    <td>{one.detail}</td>
                  </>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
