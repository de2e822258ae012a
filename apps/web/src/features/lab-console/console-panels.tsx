import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { reachable } from '../../components/reachable.js';
import { useFormats } from '../../i18n/format.js';
import { knowsWord, useWords, wordFor } from '../../i18n/use-words.js';
import type { ConsoleState } from './console-state.js';

/** One vendor's backlog must not hide another's. */
export function BacklogPanel({ state: { backlog } }: { state: ConsoleState }) {
  const { t } = useWords();
  const { ago, count } = useFormats();
  return (
    <Panel title={t('lab_console.backlog')}>
      {backlog.length === 0 ? (
        <p className="sl-muted">{t('lab_console.no_backlog')}</p>
      ) : (
        <div className="sl-scroll" ref={reachable}>
          <table className="sl-table">
            <thead>
              <tr>
                <th scope="col">{t('lab_console.vendor')}</th>
                <th scope="col" className="sl-number">
                  {t('lab_console.queued')}
                </th>
                <th scope="col" className="sl-number">
                  {t('lab_console.executing')}
                </th>
                <th scope="col">{t('lab_console.oldest')}</th>
              </tr>
            </thead>
            <tbody>
              {backlog.map((one) => (
                <tr key={one.vendor.id}>
                  <td>
                    <OrganisationName of={one.vendor} />
                  </td>
                  <td className="sl-number">{count(one.queued)}</td>
                  <td className="sl-number">{count(one.running)}</td>
                  <td>{one.oldest ? ago(one.oldest) : '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

export function FailuresPanel({ state: { failures } }: { state: ConsoleState }) {
  const { t } = useWords();
  const { count } = useFormats();
  const name = (kind: string) =>
    knowsWord('taxonomy.outcome', kind) ? wordFor('taxonomy.outcome', kind) : wordFor('status.run', kind);
  return (
    <Panel title={t('lab_console.failures')}>
      {failures.length === 0 ? (
        <p className="sl-muted">{t('lab_console.no_failures')}</p>
      ) : (
        <table className="sl-table">
          <thead>
            <tr>
              <th scope="col">{t('lab_console.kind')}</th>
              <th scope="col" className="sl-number">
                {t('lab_console.count')}
              </th>
            </tr>
          </thead>
          <tbody>
            {failures.map((one) => (
              <tr key={one.kind}>
                <td>{name(one.kind)}</td>
                <td className="sl-number">{count(one.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

export function DeliveriesPanel({ state: { deliveries } }: { state: ConsoleState }) {
  const { t } = useWords();
  const { ago, count } = useFormats();
  return (
    <Panel title={t('lab_console.deliveries')}>
      {deliveries.pending === 0 ? (
        <p className="sl-muted">{t('lab_console.deliveries_none')}</p>
      ) : (
        <p>
          {t('lab_console.deliveries_says', { pending: count(deliveries.pending) })}
          {deliveries.oldest
            ? `${t('common.comma')}${t('lab_console.deliveries_oldest', { when: ago(deliveries.oldest) })}`
            : null}
        </p>
      )}
    </Panel>
  );
}
