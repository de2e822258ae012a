import { type DataRequest, readDataRequest } from '@scenario-lab/contracts/data-requests';
import { Link, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { Notice } from '../../components/notice.js';
import { Facts, ObjectPage, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { useTerms } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { daysWaited } from './days-waited.js';
import { RequestDeeds } from './request-deeds.js';

/** One wish for data: what is wanted, how many want it, who takes it on, what came of it. */
export function DataRequestPage() {
  const { id = '' } = useParams();
  useLive();
  const { data, error, isPending } = useRow(readDataRequest, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <Whole request={data} />;
}

function Whole({ request }: { request: DataRequest }) {
  const { t } = useWords();
  const { text, count } = useFormats();
  const here = useMe();
  return (
    <ObjectPage
      title={<TextView text={request.title} />}
      name={text(request.title)}
      back={{ to: path.dataRequests(), label: t('data_requests.title') }}
      status={<StatusTag thing="data_request" status={request.status} />}
      lead={
        <>
          <span>{t('data_requests.votes', { count: request.votes, shown: count(request.votes) })}</span>
          {request.mine ? <span>{t('data_requests.mine')}</span> : null}
          {request.voted && !request.mine ? <span>{t('data_requests.voted')}</span> : null}
        </>
      }
      next={{ thing: 'data_request', id: request.id, status: request.status }}
      aside={
        <>
          <RequestDeeds request={request} />
          <About request={request} />
        </>
      }
      // Who did what tells whose wish it is: the lab's to read.
      timeline={
        here.is('operator', 'reviewer', 'broker', 'admin', 'observer')
          ? { thing: 'data_request', id: request.id }
          : undefined
      }
    >
      {request.mergedInto ? (
        <Notice>
          {t('data_requests.merged_into')}
          <Link to={path.dataRequest(request.mergedInto.id)}>
            <TextView text={request.mergedInto.title} />
          </Link>
        </Notice>
      ) : null}
      {request.reason ? (
        <Notice tone="warn">
          {t('data_requests.reason')}
          {t('common.colon')}
          {request.reason}
        </Notice>
      ) : null}
      {request.status === 'fulfilled' ? <Data request={request} /> : null}
      <Panel title={t('data_requests.purpose')}>
        <p className="sl-reading" style={{ whiteSpace: 'pre-line' }}>
          <TextView text={request.purpose} />
        </p>
      </Panel>
      {request.wanted.length > 0 ? (
        <Panel title={t('data_requests.wanted')}>
          <div className="sl-scroll" ref={reachable}>
            <table className="sl-table" aria-label={t('data_requests.wanted')}>
              <tbody>
                {request.wanted.map(({ name, note }) => (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    <td>{note}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Panel>
      ) : null}
      {request.merged.length > 0 ? (
        <Panel title={t('data_requests.merged')}>
          <ul className="sl-plain">
            {request.merged.map(({ id, title }) => (
              <li key={id}>
                <Link to={path.dataRequest(id)}>
                  <TextView text={title} />
                </Link>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
    </ObjectPage>
  );
}

function Data({ request: { dataset } }: { request: DataRequest }) {
  const { t } = useWords();
  return (
    <Panel title={t('data_requests.dataset')}>
      {dataset ? (
        <p className="sl-row">
          <Link to={path.dataset(dataset.id)}>
            <TextView text={dataset.title} />
          </Link>
          <span className="sl-muted">{t('data_requests.dataset_version', { label: dataset.version })}</span>
        </p>
      ) : (
        <p className="sl-muted">{t('data_requests.no_dataset')}</p>
      )}
    </Panel>
  );
}

function About({ request }: { request: DataRequest }) {
  const { t } = useWords();
  const { instant, count } = useFormats();
  const regions = useTerms('region');
  const live = ['open', 'routed', 'claimed'].includes(request.status);
  const days = (value: number) => t('data_requests.days', { count: value, shown: count(value) });
  return (
    <Panel title={t('common.facts_only')}>
      <Facts
        facts={[
          [t('data_requests.field'), t(`taxonomy.field.${request.field}`)],
          [t('data_requests.region'), request.region ? regions.nameOf(request.region) : null],
          [
            t('data_requests.scenario'),
            request.scenario ? (
              <Link key="need" to={path.scenario(request.scenario.id)}>
                <TextView text={request.scenario.title} />
              </Link>
            ) : null,
          ],
          [t('data_requests.asked'), instant(request.createdAt)],
          [t('data_requests.waited'), live ? days(daysWaited(request.createdAt)) : null],
          [
            t('data_requests.owner'),
            request.owner ? (
              <div key="owner">
                <OrganisationName of={request.owner} />
                <div className="sl-muted sl-small">{t('data_requests.owner_says')}</div>
              </div>
            ) : null,
          ],
          [
            t('data_requests.routed_to'),
            request.routedTo ? <OrganisationName key="name" of={request.routedTo} /> : null,
          ],
          [
            t('data_requests.claimed_by'),
            request.claimedBy ? <OrganisationName key="name" of={request.claimedBy} /> : null,
          ],
          [t('data_requests.claimed_at'), request.claimedAt ? instant(request.claimedAt) : null],
          [t('data_requests.fulfilled_at'), request.fulfilledAt ? instant(request.fulfilledAt) : null],
          [t('data_requests.days_taken'), request.days === null ? null : days(request.days)],
        ]}
      />
    </Panel>
  );
}
