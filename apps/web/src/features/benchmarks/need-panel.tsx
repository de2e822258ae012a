import {
  agreeToDifference,
  type BenchmarkVersion,
  type NeedDifference,
} from '@scenario-lab/contracts/benchmarks';
import type { About } from '@scenario-lab/contracts/words/criterion-words';
import { CriterionView } from '../../components/criteria-view.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Notice } from '../../components/notice.js';
import { Panel } from '../../components/object-page.js';
import { reachable } from '../../components/reachable.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Where the exam asks something else than its need, and what the department says to that. */
export function NeedPanel({ version, about }: { version: BenchmarkVersion; about: About }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const { need } = version;
  if (!need || need.differences.length === 0) return null;
  return (
    <Panel title={t('benchmarks.need.title')}>
      <div className="sl-stack">
        {need.agreed ? (
          <Notice tone="info">
            <strong>{t('benchmarks.need.agreed', { when: instant(need.agreed.at) })}</strong>
            <p>{need.agreed.reason}</p>
          </Notice>
        ) : (
          <Notice tone="warn">{t('benchmarks.need.open')}</Notice>
        )}
        <div className="sl-scroll" ref={reachable}>
          <table className="sl-table">
            <thead>
              <tr>
                <th scope="col">{t('benchmarks.need.what')}</th>
                <th scope="col">{t('benchmarks.need.asked')}</th>
                <th scope="col">{t('benchmarks.need.tested')}</th>
              </tr>
            </thead>
            <tbody>
              {need.differences.map((one) => (
                <tr key={one.criterion}>
                  <td>
                    <What difference={one} />
                  </td>
                  <td>{one.need ? <CriterionView criterion={one.need} about={about} /> : '–'}</td>
                  <td>{one.exam ? <CriterionView criterion={one.exam} about={about} /> : '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {need.agreed ? null : (
          <DeedButtons
            allowed={version.allowed}
            deeds={[{ row: agreeToDifference, params: { id: version.id }, field: 'reason', tone: 'primary' }]}
          />
        )}
      </div>
    </Panel>
  );
}

function What({ difference: { kind, parts, need } }: { difference: NeedDifference }) {
  const { t, language } = useWords();
  const said = parts.map((part) => t(`benchmarks.need.part.${part}`)).join(language === 'zh' ? '、' : ', ');
  return (
    <>
      {t(`benchmarks.need.kind.${kind}`)}
      {said ? <span className="sl-muted"> {said}</span> : null}
      {kind === 'dropped' && need?.must ? <span className="sl-chip">{t('common.must')}</span> : null}
    </>
  );
}
