import { type Call, readCall } from '@scenario-lab/contracts/calls';
import { Link, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { Notice } from '../../components/notice.js';
import { Facts, ObjectPage, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ProseView } from '../../components/prose-view.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { labTimeZone, useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { CallDeeds } from './call-deeds.js';
import { CallTerms } from './call-terms.js';
import { OpenedBids } from './opened-bids.js';
import { OpeningRecord } from './opening-record.js';
import { OwnBidsPanel } from './own-bids.js';

export function CallPage() {
  const { id = '' } = useParams();
  useLive([`call:${id}`]);
  const { data, error, isPending } = useRow(readCall, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <Shown call={data} />;
}

function Shown({ call }: { call: Call }) {
  const { t } = useWords();
  const { text } = useFormats();
  const here = useMe();
  const mine = here.me?.organisation.id === call.department.id;
  const runs = mine || here.is('operator', 'reviewer', 'broker', 'admin', 'observer');
  return (
    <ObjectPage
      title={<TextView text={call.title} />}
      name={text(call.title)}
      back={{ to: path.scenario(call.scenario.id), label: text(call.scenario.title) }}
      status={<StatusTag thing="call" status={call.status} />}
      lead={<OrganisationName of={call.department} />}
      aside={<Aside call={call} />}
      next={{ thing: 'call', status: call.status }}
      dates={['open', 'opened'].includes(call.status) ? { thing: 'call', id: call.id } : undefined}
      timeline={{ thing: 'call', id: call.id }}
    >
      {call.endReason ? <Notice tone="warn">{t('calls.ended', { reason: call.endReason })}</Notice> : null}
      <Panel title={t('calls.text')}>
        <ProseView text={call.terms.text} />
      </Panel>
      <CallTerms terms={call.terms} />
      {call.opening ? <OpeningRecord opening={call.opening} /> : null}
      {here.is('vendor') && !mine && call.status !== 'draft' && call.status !== 'keyed' ? (
        <OwnBidsPanel call={call} />
      ) : null}
      {call.opening && runs ? <OpenedBids call={call} /> : null}
    </ObjectPage>
  );
}

function Aside({ call }: { call: Call }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const here = useMe();
  const offers =
    here.is('vendor') &&
    call.status === 'open' &&
    !call.over &&
    here.me?.organisation.id !== call.department.id;
  return (
    <>
      <Panel title={t('common.actions')}>
        <div className="sl-stack sl-tight">
          {call.allowed.includes('call.edit') ? (
            <div>
              <Link className="button button-default" to={path.editCall(call.id)}>
                {t('calls.edit')}
              </Link>
            </div>
          ) : null}
          {offers ? (
            <div>
              <Link className="sl-button" to={path.bid(call.id)}>
                {t('calls.bid.go')}
              </Link>
            </div>
          ) : null}
          <CallDeeds call={call} />
          {here.me ? null : (
            <Link to={path.signIn({ from: path.call(call.id) })}>{t('common.sign_in_first')}</Link>
          )}
        </div>
      </Panel>
      <Panel title={t('common.facts_only')}>
        <Facts
          facts={[
            [t('calls.deadline'), `${instant(call.deadline)} (${labTimeZone()})`],
            [t('calls.sealed_to'), t('calls.sealed_says')],
          ]}
        />
      </Panel>
    </>
  );
}
