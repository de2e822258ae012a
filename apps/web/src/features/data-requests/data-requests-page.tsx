import {
  type DataRequestRow,
  DataRequestStatus,
  dataRequestScopes,
  listDataRequests,
} from '@scenario-lab/contracts/data-requests';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { CataloguePage } from '../../components/catalogue-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { fieldChoices, useTerms } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import { daysWaited } from './days-waited.js';
import { RequestFigures } from './request-figures.js';

/** The register of wishes for data: what is wanted most, who has taken it on, how long it takes. */
export function DataRequestsPage() {
  const { t } = useWords();
  const here = useMe();
  const regions = useTerms('region');
  const wish = here.may('data_request.create') ? (
    <Link className="sl-button" to={path.newDataRequest()}>
      {t('data_requests.new')}
    </Link>
  ) : null;
  const own = {
    key: 'scope',
    label: t('data_requests.scope'),
    options: dataRequestScopes.map((value) => ({ value, label: t(`data_requests.scopes.${value}`) })),
  };
  return (
    <div className="sl-stack">
      <CataloguePage
        title={t('data_requests.title')}
        lead={t('data_requests.lead')}
        row={listDataRequests}
        keeps="data_requests"
        facets={[
          {
            key: 'status',
            label: t('common.status'),
            options: DataRequestStatus.options
              .filter((value) => value !== 'withdrawn')
              .map((value) => ({ value, label: wordFor('status.data_request', value) })),
          },
          { key: 'field', label: t('common.field'), options: fieldChoices() },
          { key: 'region', label: t('data_requests.region'), options: regions.options },
          ...(here.me ? [own] : []),
        ]}
        sorts={(['votes', 'newest', 'waiting'] as const).map((value) => ({
          value,
          label: t(`data_requests.sort.${value}`),
        }))}
        action={wish}
        empty={{ text: t('data_requests.empty'), action: wish }}
        keyOf={({ id }) => id}
        item={(request) => <RequestRow request={request} nameOf={regions.nameOf} />}
      />
      <RequestFigures />
    </div>
  );
}

function RequestRow({ request, nameOf }: { request: DataRequestRow; nameOf: (code: string) => string }) {
  const { t } = useWords();
  const { ago, count } = useFormats();
  const days = request.days ?? daysWaited(request.createdAt);
  return (
    <ResultRow
      to={path.dataRequest(request.id)}
      title={<TextView text={request.title} />}
      tags={
        <>
          <StatusTag thing="data_request" status={request.status} />
          {request.mine ? <span className="sl-chip">{t('data_requests.mine')}</span> : null}
          {request.voted && !request.mine ? (
            <span className="sl-chip">{t('data_requests.voted')}</span>
          ) : null}
        </>
      }
      text={<TextView text={request.purpose} plain />}
      meta={
        <>
          <span>{t(`taxonomy.field.${request.field}`)}</span>
          {request.region ? <span>{nameOf(request.region)}</span> : null}
          {request.claimedBy ? (
            <span>
              {t('data_requests.claimed_by')} <OrganisationName of={request.claimedBy} />
            </span>
          ) : null}
          <span>{ago(request.createdAt)}</span>
        </>
      }
      figures={[
        [t('data_requests.wanted_by'), count(request.votes)],
        [
          t(request.days === null ? 'data_requests.waited' : 'data_requests.took'),
          t('data_requests.days', { count: days, shown: count(days) }),
        ],
      ]}
    />
  );
}
