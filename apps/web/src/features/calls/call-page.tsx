import { type Call, readCall } from '@scenario-lab/contracts/calls';
import { type CallPanel, readPanel } from '@scenario-lab/contracts/panels';
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
import { Recommended } from './announce.js';
import { AwardView, OwnOutcome } from './award-view.js';
import { Calculation } from './calculation.js';
import { CallDeeds } from './call-deeds.js';
import { CallTerms } from './call-terms.js';
import { ChangeScore, Recommend } from './confer.js';
import { ConsortiumPanel } from './consortium.js';
import { DeclareTies } from './declare-ties.js';
import { FewBidsPanel, WhyNotPanel } from './few-bids.js';
import { MoveUp } from './move-up.js';
import { Objections } from './objections.js';
import { OpenedBids } from './opened-bids.js';
import { OpeningRecord } from './opening-record.js';
import { OwnBidsPanel } from './own-bids.js';
import { PanelSeats } from './panel-seats.js';
import { Postponements } from './postpone.js';
import { ScoreSheet } from './score-sheet.js';
import { useNoteLook } from './use-note-look.js';

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
  useNoteLook(call, false);
  const { data: panel } = useRow(readPanel, { params: { id: call.id } });
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
      next={{ thing: 'call', id: call.id, status: call.status }}
      dates={['open', 'opened'].includes(call.status) ? { thing: 'call', id: call.id } : undefined}
      timeline={{ thing: 'call', id: call.id }}
    >
      {call.endReason ? <Notice tone="warn">{t('calls.ended', { reason: call.endReason })}</Notice> : null}
      <FewBidsPanel call={call} />
      <WhyNotPanel call={call} />
      {call.award ? <AwardView call={call} award={call.award} /> : null}
      <MoveUp call={call} />
      {here.is('vendor') && !mine ? <OwnOutcome call={call} /> : null}
      {panel ? <PanelTasks call={call} panel={panel} /> : null}
      <Panel title={t('calls.text')}>
        <ProseView text={call.terms.text} />
      </Panel>
      <CallTerms terms={call.terms} />
      <Postponements call={call} />
      {panel ? <PanelSeats call={call} panel={panel} /> : null}
      {call.opening ? <OpeningRecord opening={call.opening} /> : null}
      {here.is('vendor') && !mine && call.status !== 'draft' && call.status !== 'keyed' ? (
        <>
          <ConsortiumPanel call={call} />
          <OwnBidsPanel call={call} />
        </>
      ) : null}
      {panel && mayReadScores(call, panel) ? <Calculation call={call} /> : null}
      {call.opening && runs && panel && !judgesBlind(call, panel) ? <OpenedBids call={call} /> : null}
    </ObjectPage>
  );
}

/** Whoever sits reads the bids by number until the panel has recommended, whatever their office. */
const judgesBlind = (call: Call, panel: CallPanel) =>
  panel.seats.some(
    ({ mine, state }) =>
      mine && (state === 'taken' || (state !== 'out' && ['opened', 'consensus'].includes(call.status))),
  );
const mayReadScores = (call: Call, panel: CallPanel) =>
  call.status !== 'opened' && panel.allowed.includes('panel.read');

/** What waits for whoever reads: the seat's own steps, the department's decision, a bidder's objection. */
function PanelTasks({ call, panel }: { call: Call; panel: CallPanel }) {
  const may = (deed: string) => panel.allowed.includes(deed) || call.allowed.includes(deed);
  const seat = panel.seats.find(({ mine }) => mine);
  const judges = call.status === 'opened' && seat && may('panel.read');
  return (
    <>
      {may('panel.declare') ? <DeclareTies id={call.id} panel={panel} /> : null}
      {judges ? <ScoreSheet call={call} handedIn={seat.state === 'handed_in'} /> : null}
      {may('call.recommend') ? <Recommend call={call} /> : null}
      {may('panel.change') ? <ChangeScore call={call} /> : null}
      <Recommended call={call} panel={panel} />
      <Objections id={call.id} panel={panel} />
    </>
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
