import type { Call } from '@scenario-lab/contracts/calls';
import { Panel } from '../../components/object-page.js';
import { reachable } from '../../components/reachable.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** How it will be decided, declared before anybody offers. */
export function CallTerms({ terms }: { terms: Call['terms'] }) {
  const { t } = useWords();
  const { money } = useFormats();
  return (
    <Panel title={t('calls.criteria')}>
      <div className="sl-scroll" ref={reachable}>
        <table className="sl-table">
          <thead>
            <tr>
              <th scope="col">{t('calls.criterion')}</th>
              <th scope="col">{t('calls.how')}</th>
              <th scope="col" className="sl-number">
                {t('calls.weight')}
              </th>
            </tr>
          </thead>
          <tbody>
            {terms.criteria.map((one) => (
              <tr key={one.id}>
                <td>
                  <TextView text={one.title} />{' '}
                  {one.must ? <span className="sl-chip">{t('calls.must')}</span> : null}
                </td>
                <td>{t(`calls.kind.${one.kind}`)}</td>
                <td className="sl-number">{one.weight}</td>
              </tr>
            ))}
            <tr>
              <td>{t('calls.price')}</td>
              <td>{t(`calls.formula.${terms.priceFormula}`)}</td>
              <td className="sl-number">{terms.priceWeight}</td>
            </tr>
          </tbody>
        </table>
      </div>
      {terms.ceiling === null ? null : (
        <p className="sl-muted">{t('calls.ceiling_is', { amount: money(terms.ceiling) })}</p>
      )}
      <ul className="sl-muted sl-small">
        <li>{t('panel.terms.measured')}</li>
        <li>{t(`panel.terms.common.${terms.commonControl}`)}</li>
        <li>{t('panel.terms.standstill', { days: terms.standstillDays })}</li>
      </ul>
    </Panel>
  );
}
