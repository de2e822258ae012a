import type { Pilot } from '@scenario-lab/contracts/pilots';
import { Panel } from '../../components/object-page.js';
import { reachable } from '../../components/reachable.js';
import { ToneTag } from '../../components/status-tag.js';
import { labToday, useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** What is in hand; what ends before the pilot does is said, for work without it is nobody's to answer for. */
export function SafeguardsPanel({ pilot }: { pilot: Pilot }) {
  const { t } = useWords();
  const { day } = useFormats();
  return (
    <Panel title={t('plan.safeguards')}>
      {pilot.safeguards.length === 0 ? (
        <p className="sl-muted">{t('plan.no_safeguards')}</p>
      ) : (
        <div className="sl-scroll" ref={reachable}>
          <table className="sl-table sl-folds">
            <thead>
              <tr>
                <th scope="col">{t('plan.safeguard_kind')}</th>
                <th scope="col">{t('plan.safeguard_what')}</th>
                <th scope="col">{t('plan.safeguard_number')}</th>
                <th scope="col">{t('plan.safeguard_until')}</th>
              </tr>
            </thead>
            <tbody>
              {pilot.safeguards.map(({ kind, what, number, until }) => (
                <tr key={`${kind}.${what}.${number}`}>
                  <td data-label={t('plan.safeguard_kind')}>{t(`plan.safeguard.${kind}`)}</td>
                  <th scope="row">{what}</th>
                  <td data-label={t('plan.safeguard_number')}>{number || '–'}</td>
                  <td data-label={t('plan.safeguard_until')}>
                    {until ? day(until) : '–'}{' '}
                    {until && until < labToday() ? (
                      <ToneTag tone="fail">{t('plan.safeguard_over')}</ToneTag>
                    ) : until && until < pilot.until ? (
                      <ToneTag tone="inconclusive">{t('plan.safeguard_short')}</ToneTag>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
