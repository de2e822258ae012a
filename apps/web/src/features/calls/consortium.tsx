import './calls.css';
import type { Call } from '@scenario-lab/contracts/calls';
import {
  type Consortium,
  confirmPlace,
  dissolveConsortium,
  leaveConsortium,
  listConsortia,
} from '@scenario-lab/contracts/consortia';
import { useDeed, useRow } from '../../app/api.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { PlanForm } from './consortium-plan.js';

/** Offering together: for whoever is in a consortium of this call, and for vendors that may form one. */
export function ConsortiumPanel({ call }: { call: Call }) {
  const { t } = useWords();
  const { data, error } = useRow(listConsortia, { params: { id: call.id } });
  if (error) return <ProblemAlert error={error} />;
  if (!data) return null;
  const may = data.allowed.includes('consortium.save');
  if (data.items.length === 0 && !may) return null;
  const led = data.items.find(({ role }) => role === 'lead');
  return (
    <Panel title={t('consortium.title')}>
      <div className="sl-stack">
        <p className="sl-muted sl-small">{t('consortium.says')}</p>
        {data.items.map((one) => (
          <ConsortiumView key={one.id} one={one} />
        ))}
        {may ? <PlanForm key={planKey(led)} callId={call.id} led={led} /> : null}
      </div>
    </Panel>
  );
}

/** Another plan is another form: what was typed for the old one is not written over the new. */
const planKey = (led: Consortium | undefined) =>
  led
    ? led.members.map(({ organisation, share, part }) => `${organisation.id} ${share} ${part}`).join()
    : 'new';

/** After a member has left, nobody has anything left to confirm: what is missing is its share. */
export const standingOf = ({ ready, members }: Consortium) =>
  ready
    ? 'consortium.ready'
    : members.every(({ confirmedAt }) => confirmedAt !== null)
      ? 'consortium.shares_short'
      : 'consortium.not_ready';

function ConsortiumView({ one }: { one: Consortium }) {
  const { t } = useWords();
  const { instant, text } = useFormats();
  return (
    <div className="sl-stack sl-tight">
      <ul className="sl-plain sl-stack sl-tight consortium-lines">
        {one.members.map(({ organisation, role, part, share, confirmedAt }) => (
          <li key={organisation.id} className="sl-row">
            <OrganisationName of={organisation} />
            <span className="sl-chip">{t(`consortium.role.${role}`)}</span>
            <span>{t('consortium.place', { share, part })}</span>
            <ToneTag tone={confirmedAt ? 'pass' : 'waiting'}>
              {t(confirmedAt ? 'consortium.confirmed' : 'consortium.waiting')}
            </ToneTag>
          </li>
        ))}
      </ul>
      <p className="sl-small">{t(standingOf(one))}</p>
      {one.left.map(({ organisation, reason, at }) => (
        <p key={organisation.id} className="sl-small call-words">
          {t('consortium.left')}
          {t('common.colon')}
          {t('consortium.left_line', { name: text(organisation.name), when: instant(at), reason })}
        </p>
      ))}
      {one.bids.length > 0 ? <h3>{t('consortium.bids')}</h3> : null}
      <ul className="sl-plain sl-stack sl-tight">
        {one.bids.map((bid) => (
          <li key={bid.sealedDigest}>
            {instant(bid.handedInAt)} <span className="sl-chip">{t(`calls.state.${bid.state}`)}</span>
            <br />
            <span className="sl-small">
              {t('calls.content_digest')} <code className="call-digest">{bid.contentDigest}</code>
            </span>
          </li>
        ))}
      </ul>
      <Confirm one={one} />
      <DeedButtons
        allowed={one.allowed}
        deeds={[
          { row: leaveConsortium, params: { id: one.id }, field: 'reason', tone: 'danger' },
          { row: dissolveConsortium, params: { id: one.id }, tone: 'danger' },
        ]}
      />
    </div>
  );
}

/** What is confirmed is what stands on the page: of a plan that changed meanwhile nothing is. */
function Confirm({ one }: { one: Consortium }) {
  const { t } = useWords();
  const confirming = useDeed(confirmPlace);
  const { me } = useMe();
  const own = one.members.find(({ organisation }) => organisation.id === me?.organisation.id);
  if (!own || !one.allowed.includes('consortium.confirm')) return null;
  return (
    <div className="sl-stack sl-tight unprinted">
      <p className="sl-small">{t('consortium.confirm_says')}</p>
      <div>
        <Button
          tone="primary"
          pending={confirming.isPending}
          onClick={() =>
            confirming.mutate({ params: { id: one.id }, body: { part: own.part, share: own.share } })
          }
        >
          {t('consortium.confirm')}
        </Button>
      </div>
      <ProblemAlert error={confirming.error} />
    </div>
  );
}
