import { brokerSteps, listBrokerRecords } from '@scenario-lab/contracts/broker-records';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** A broker's own numbers on its desk, each leading to the list behind it. */
export function BrokerFigures() {
  const { t } = useWords();
  const { count } = useFormats();
  const { me } = useMe();
  const { data } = useRow(listBrokerRecords, {});
  const own = data?.brokers.find(({ id }) => id === me?.person.id);
  if (!own) return null;
  return (
    <section aria-label={t('broker_records.desk')}>
      <h2>{t('broker_records.desk')}</h2>
      <dl className="workbench-figures">
        <div>
          <dt>{t('broker_records.proposed')}</dt>
          <dd>{count(own.proposed)}</dd>
        </div>
        {brokerSteps.map((step) => {
          const tally = own.tallies.find((one) => one.step === step);
          return (
            <div key={step}>
              <dt>{t(`broker_records.step.${step}`)}</dt>
              <dd>
                {count(tally?.met ?? 0)} / {count(tally?.facts ?? 0)}
              </dd>
            </div>
          );
        })}
      </dl>
      <p className="sl-small">
        <Link to={path.brokerRecords({ broker: own.id })}>{t('broker_records.to_page')}</Link>
      </p>
    </section>
  );
}
