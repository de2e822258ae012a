import {
  type AccessRequest,
  accessRequestDeeds,
  listAccessRequests,
  revokeGrant,
} from '@scenario-lab/contracts/access';
import { useState } from 'react';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Desk } from '../../components/desk.js';
import { EmptyState } from '../../components/empty-state.js';
import { MembersView } from '../../components/kin-evidence.js';
import { NextStep } from '../../components/next-step.js';
import { Facts, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { Timeline } from '../../components/timeline.js';
import { useLive } from '../../components/use-live.js';
import { useTitle } from '../../components/use-title.js';
import { VerifiedTag } from '../../components/verified-tag.js';
import { labTimeZone, useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { ContractView } from './contract-view.js';
import { GiveFields, type Given } from './give-fields.js';

const answers = [accessRequestDeeds.approve, accessRequestDeeds.give_info].map(({ access }) => access);
const waits = ({ allowed }: AccessRequest) => answers.some((deed) => allowed.includes(deed));

/** The desk of access requests: one's own, and those that wait for one's approval first. */
export function AccessRequestsPage() {
  const { t } = useWords();
  const { ago } = useFormats();
  useTitle(t('access.title'));
  useLive();
  const { data, error, isPending } = useRow(listAccessRequests, { query: { limit: 100 } });
  const items = [...(data?.items ?? [])].sort(
    (a, b) => Number(waits(b)) - Number(waits(a)) || a.createdAt.localeCompare(b.createdAt),
  );
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('access.title')}</h1>
        <p className="sl-muted">{t('access.lead')}</p>
      </header>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data && items.length === 0 ? (
        <EmptyState
          text={t('access.empty')}
          action={
            <Link className="sl-button" to={path.datasets()}>
              {t('access.find_data')}
            </Link>
          }
        />
      ) : null}
      {items.length > 0 ? (
        <Desk
          label={t('access.title')}
          items={items}
          keyOf={(request) => request.id}
          hint={<p className="sl-muted">{t('access.choose')}</p>}
          line={(request) => (
            <>
              <strong>
                <TextView text={request.dataset.title} />
              </strong>
              <span className="sl-row sl-spread sl-small">
                <TextView text={request.organisation.name} />
                <span className="sl-muted">{ago(request.createdAt)}</span>
              </span>
              <span>
                <StatusTag thing="access_request" status={request.status} />
              </span>
            </>
          )}
          item={(request) => <RequestView key={request.id} request={request} />}
        />
      ) : null}
    </div>
  );
}

function RequestView({ request }: { request: AccessRequest }) {
  const { t } = useWords();
  const { day, instant } = useFormats();
  const [given, setGiven] = useState<Given>({ methods: [...request.methods], uses: null });
  const params = { id: request.id };
  const dataset = (
    <Link to={path.dataset(request.dataset.id)}>
      <TextView text={request.dataset.title} />
    </Link>
  );
  const grant = request.grant ? (
    <span className="sl-row">
      <StatusTag thing="grant" status={request.grant.status} />
      {t('datasets.granted_until', {
        day: t('common.day_ends', { day: day(request.grant.expires), zone: labTimeZone() }),
      })}
    </span>
  ) : null;
  const organisation = (
    <span className="sl-row">
      <OrganisationName of={request.organisation} />
      <VerifiedTag verified={request.organisation.verified} />
    </span>
  );
  const group = request.group ? (
    <span className="sl-row">
      <strong>{request.group.name}</strong>
      <MembersView members={request.group.members} />
    </span>
  ) : null;
  const unknown =
    request.allowed.includes('access_request.refuse') && !request.organisation.verified
      ? t('access.not_verified')
      : null;
  return (
    <div className="sl-stack">
      <Panel
        title={<TextView text={request.dataset.title} />}
        extra={<StatusTag thing="access_request" status={request.status} />}
      >
        <div className="sl-stack">
          <NextStep thing="access_request" id={request.id} status={request.status} />
          <Facts
            facts={[
              [t('access.dataset'), dataset],
              [t('access.by'), organisation],
              [t('control_groups.asker'), group],
              [t('datasets.scope'), t(`datasets.scopes.${request.scope}`)],
              [t('field.purposeKind'), t(`access.purposes.${request.purposeKind}`)],
              [t('field.methods'), request.methods.map((one) => t(`access.methods.${one}`)).join(' · ')],
              [t('access.until'), t('common.day_ends', { day: day(request.until), zone: labTimeZone() })],
              [t('access.asked'), instant(request.createdAt)],
              [t('access.grant'), grant],
            ]}
          />
          <div>
            <h3>{t('access.purpose')}</h3>
            <p className="sl-reading" style={{ whiteSpace: 'pre-line' }}>
              {request.purpose}
            </p>
          </div>
          {request.remark ? (
            <div>
              <h3>{t('access.answer')}</h3>
              <p className="sl-reading">{request.remark}</p>
            </div>
          ) : null}
          {request.grant ? <ContractView grant={request.grant} /> : null}
          <DeedButtons
            allowed={request.allowed}
            deeds={[
              {
                row: accessRequestDeeds.approve,
                params,
                tone: 'primary',
                field: 'remark',
                blocked: unknown,
                more: <GiveFields request={request} given={given} onGive={setGiven} />,
                body: { methods: given.methods, ...(given.uses ? { uses: given.uses } : {}) },
              },
              { row: accessRequestDeeds.ask_info, params, field: 'reason' },
              { row: accessRequestDeeds.give_info, params, tone: 'primary', field: 'reason' },
              { row: accessRequestDeeds.refuse, params, tone: 'danger', field: 'reason' },
              { row: accessRequestDeeds.withdraw, params, tone: 'danger', field: 'remark' },
              ...(request.grant
                ? [
                    {
                      row: revokeGrant,
                      params: { id: request.grant.id },
                      tone: 'danger' as const,
                      field: 'reason' as const,
                    },
                  ]
                : []),
            ]}
          />
        </div>
      </Panel>
      <Timeline thing="access_request" id={request.id} />
    </div>
  );
}
