import './records.css';
import {
  type BrokerFact,
  type BrokerStep,
  type BrokerTally,
  brokerSteps,
  listBrokerRecords,
  readBrokerFacts,
} from '@scenario-lab/contracts/broker-records';
import { priorStrength } from '@scenario-lab/contracts/record-figures';
import { Link, useSearchParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { EmptyState } from '../../components/empty-state.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** What brokers proposed and what came of it, with the list behind each number. */
export function BrokerRecordsPage() {
  const { t } = useWords();
  const { is } = useMe();
  useTitle(t('broker_records.title'));
  const [asked] = useSearchParams();
  const { data, error } = useRow(listBrokerRecords, {});
  const alone = data?.brokers.length === 1 ? data.brokers[0]?.id : undefined;
  const brokerId = asked.get('broker') ?? alone;
  const broker = data?.brokers.find(({ id }) => id === brokerId);
  const step = brokerSteps.find((one) => one === asked.get('step'));
  const all = is('operator', 'reviewer', 'admin', 'observer');
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('broker_records.title')}</h1>
        <p className="sl-muted">{t(all ? 'broker_records.lead' : 'broker_records.own_lead')}</p>
      </header>
      <ProblemAlert error={error} />
      {!data && !error ? <PageSkeleton kind="rows" /> : null}
      {data?.brokers.length === 0 ? <EmptyState text={t('broker_records.empty')} /> : null}
      {data && data.brokers.length > 0 ? (
        <Panel>
          <div className="record-scroll" ref={reachable}>
            <table className="record-table sl-table sl-folds">
              <thead>
                <tr>
                  <th scope="col">{t('broker_records.broker')}</th>
                  <th scope="col" className="num">
                    {t('broker_records.proposed')}
                  </th>
                  {brokerSteps.map((one) => (
                    <th key={one} scope="col" className="num">
                      {t(`broker_records.step.${one}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.brokers.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">{one.name}</th>
                    <td className="num" data-label={t('broker_records.proposed')}>
                      <Link to={path.brokerRecords({ broker: one.id })}>{one.proposed}</Link>
                    </td>
                    {one.tallies.map((tally) => (
                      <td
                        key={tally.step}
                        className="num"
                        data-label={t(`broker_records.step.${tally.step}`)}
                      >
                        <TallyCell tally={tally} broker={one} />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className="sl-muted sl-small">
            {t(
              data.priors.some(({ ofAll }) => ofAll)
                ? 'broker_records.prior_all'
                : 'broker_records.prior_half',
              { strength: priorStrength },
            )}
          </p>
        </Panel>
      ) : null}
      {broker ? <FactsPanel broker={broker} step={step} /> : null}
    </div>
  );
}

function TallyCell({ tally, broker }: { tally: BrokerTally; broker: { id: string; name: string } }) {
  const { t } = useWords();
  const { count, percent } = useFormats();
  const { step, met, facts, estimate } = tally;
  return (
    <>
      <Link
        to={path.brokerRecords({ broker: broker.id, step })}
        aria-label={`${t('broker_records.behind', { step: t(`broker_records.step.${step}`), name: broker.name })} (${met}/${facts})`}
      >
        {count(met)} / {count(facts)}
      </Link>
      <br />
      <span className="sl-muted sl-small">
        {estimate === null
          ? t('broker_records.none_yet')
          : t('broker_records.estimate', { share: percent(estimate) })}
      </span>
    </>
  );
}

interface FactsProps {
  broker: { id: string; name: string };
  step: BrokerStep | undefined;
}
function FactsPanel({ broker, step }: FactsProps) {
  const { t } = useWords();
  const { day } = useFormats();
  const { data, error } = useRow(readBrokerFacts, { params: { id: broker.id } });
  const title = step
    ? t('broker_records.facts_step', { name: broker.name, step: t(`broker_records.step.${step}`) })
    : t('broker_records.facts', { name: broker.name });
  return (
    <Panel
      title={title}
      extra={
        step ? (
          <Link to={path.brokerRecords({ broker: broker.id })}>{t('broker_records.all_steps')}</Link>
        ) : null
      }
    >
      <ProblemAlert error={error} />
      {data?.length === 0 ? <p className="sl-muted">{t('broker_records.no_facts')}</p> : null}
      {data && data.length > 0 ? (
        <div className="record-scroll" ref={reachable}>
          <table className="record-table sl-table sl-folds">
            <thead>
              <tr>
                <th scope="col">{t('broker_records.pair')}</th>
                <th scope="col">{t('broker_records.sides')}</th>
                <th scope="col">{t('broker_records.on')}</th>
                <th scope="col">{t('broker_records.now')}</th>
                <th scope="col">{t('broker_records.came')}</th>
              </tr>
            </thead>
            <tbody>
              {data.map((fact) => (
                <tr key={fact.engagementId}>
                  <td>
                    <Link to={path.engagement(fact.engagementId)}>
                      <TextView text={fact.scenario.title} /> × <TextView text={fact.solution.title} />
                    </Link>
                  </td>
                  <td>
                    <OrganisationName of={fact.department} /> · <OrganisationName of={fact.vendor} />
                  </td>
                  <td className="record-day" data-label={t('broker_records.on')}>
                    {day(fact.at)}
                  </td>
                  <td>
                    <StatusTag thing="engagement" status={fact.status} />
                    {fact.endReason ? <p className="sl-muted sl-small">{fact.endReason}</p> : null}
                  </td>
                  <td data-label={t('broker_records.came')}>
                    <Came fact={fact} step={step} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </Panel>
  );
}

/** Of one step its outcome; of all the last one that was reached. */
function Came({ fact, step }: { fact: BrokerFact; step: BrokerStep | undefined }) {
  const { t } = useWords();
  if (step) return t(`broker_records.outcome.${fact.outcomes[step]}`);
  const last = [...brokerSteps].reverse().find((one) => fact.outcomes[one] === 'met');
  return last
    ? t(`broker_records.step.${last}`)
    : t(`broker_records.outcome.${fact.outcomes[brokerSteps[0]]}`);
}
