import './replications.css';
import { type Replication, readReplication, replicationDeeds } from '@scenario-lab/contracts/cases';
import { Link, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Facts, ObjectPage, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ProseView } from '../../components/prose-view.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { AssessDeed } from './assess-deed.js';
import { ReplicationSteps } from './replication-steps.js';
import { TransferComparison } from './transfer-comparison.js';
import { TransferTestDeed } from './transfer-test-deed.js';

export function ReplicationPage() {
  const { id = '' } = useParams();
  const { data, error, isPending } = useRow(readReplication, { params: { id } });
  useLive([`replication:${id}`, ...(data?.transferRuns ?? []).slice(0, 20).map((run) => `run:${run.id}`)]);
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <TakenOver key={data.id} replication={data} />;
}

function TakenOver({ replication }: { replication: Replication }) {
  const { t } = useWords();
  const { text, ago } = useFormats();
  const name = t('replications.name', {
    title: text(replication.case.title),
    adopter: text(replication.adopter.name),
  });
  return (
    <ObjectPage
      title={name}
      name={name}
      back={{ to: path.replications(), label: t('replications.title') }}
      status={<StatusTag thing="replication" status={replication.status} />}
      lead={<span>{t('common.updated', { when: ago(replication.updatedAt) })}</span>}
      next={{ thing: 'replication', id: replication.id, status: replication.status }}
      aside={<Aside replication={replication} />}
      timeline={{ thing: 'replication', id: replication.id }}
    >
      <Panel title={t('replications.steps')}>
        <ReplicationSteps replication={replication} />
      </Panel>
      <Panel title={t('replications.purpose')}>
        <p className="sl-reading replication-words">{replication.purpose}</p>
      </Panel>
      <Panel title={t('replications.difference')}>
        {replication.contextDifference ? (
          <ProseView text={replication.contextDifference} />
        ) : (
          <p className="sl-muted">{t('replications.no_difference')}</p>
        )}
      </Panel>
      <TransferComparison replication={replication} />
    </ObjectPage>
  );
}

/** Adopting needs a transfer run that was approved with every must passed; the server says so too. */
const passed = ({ transferRuns, benchmark }: Replication) =>
  transferRuns.some(
    (run) =>
      run.status === 'approved' && run.verdict === 'pass' && run.benchmark.versionId === benchmark?.versionId,
  );

function Aside({ replication }: { replication: Replication }) {
  const { t } = useWords();
  const here = useMe();
  const params = { id: replication.id };
  const may = (deed: string) => replication.allowed.includes(`replication.${deed}`);
  const blocked = may('adopt') && !passed(replication) ? t('replications.adopt_blocked') : null;
  const own = here.me?.organisation.id === replication.adopter.id;
  return (
    <>
      <Panel title={t('replications.next')}>
        <div className="sl-stack sl-tight">
          {may('assess') ? <AssessDeed id={replication.id} /> : null}
          {may('start_transfer_test') ? <TransferTestDeed replication={replication} /> : null}
          <DeedButtons
            allowed={replication.allowed}
            deeds={[
              { row: replicationDeeds.tell_names, params, tone: 'primary', field: 'remark' },
              { row: replicationDeeds.adopt, params, tone: 'primary', field: 'remark', blocked },
              { row: replicationDeeds.decline, params, field: 'reason' },
              { row: replicationDeeds.reassess, params, field: 'reason' },
              { row: replicationDeeds.withdraw, params, field: 'reason', tone: 'danger' },
            ]}
          />
          {replication.namesTold ? null : (
            <p className="sl-muted sl-small">
              {t(replication.namesAgreed ? 'replications.names_agreed' : 'replications.names_wait')}
            </p>
          )}
          {own && replication.status === 'assessing' ? (
            <Link to={path.benchmarks({ mine: 'true' })}>{t('replications.own_benchmarks')}</Link>
          ) : null}
        </div>
      </Panel>
      <Panel title={t('common.facts_only')}>
        <Facts
          facts={[
            [
              t('replications.case'),
              <Link
                key="case"
                to={
                  replication.foreignPackId
                    ? path.foreignPack(replication.foreignPackId)
                    : path.case(replication.case.id)
                }
              >
                <TextView text={replication.case.title} />
              </Link>,
            ],
            [t('replications.adopter'), <OrganisationName key="adopter" of={replication.adopter} />],
            [
              t('replications.vendor'),
              replication.vendor ? (
                <OrganisationName key="vendor" of={replication.vendor} />
              ) : (
                t('replications.no_name_yet')
              ),
            ],
            [
              t('replications.benchmark'),
              replication.benchmark ? (
                <Link key="benchmark" to={path.benchmark(replication.benchmark.id)}>
                  <TextView text={replication.benchmark.title} />
                </Link>
              ) : null,
            ],
          ]}
        />
      </Panel>
    </>
  );
}
