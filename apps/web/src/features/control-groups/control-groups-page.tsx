import { dissolveControlGroup, listControlGroups } from '@scenario-lab/contracts/control-groups';
import type { Answer } from '@scenario-lab/contracts/route';
import { useState } from 'react';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { KinEvidence, MembersView } from '../../components/kin-evidence.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { GroupDialog } from './group-dialog.js';
import { ProposalDeeds } from './proposal-deeds.js';

type Lists = Answer<typeof listControlGroups>;
type Group = Lists['groups'][number];

/** Whose looks count together: the groups, what speaks for more of them, and what was decided. */
export function ControlGroupsPage() {
  const { t } = useWords();
  useTitle(t('control_groups.title'));
  const { data, error, isPending } = useRow(listControlGroups, {});
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('control_groups.title')}</h1>
        <p className="sl-muted">{t('control_groups.lead')}</p>
        <p>
          <Link to={path.labOrganisations()}>{t('organisations.title')}</Link>
        </p>
      </header>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data ? (
        <>
          <Proposals lists={data} />
          <Groups lists={data} />
          <Decided lists={data} />
        </>
      ) : null}
    </div>
  );
}

function Proposals({ lists }: { lists: Lists }) {
  const { t } = useWords();
  return (
    <Panel title={t('control_groups.proposals')}>
      <p className="sl-muted sl-small">{t('control_groups.proposals_lead')}</p>
      {lists.proposals.length === 0 ? <p>{t('control_groups.no_proposals')}</p> : null}
      <ul className="sl-plain sl-stack">
        {lists.proposals.map((proposal) => (
          <li
            key={`${proposal.kind} ${proposal.value} ${proposal.one.id} ${proposal.other.id}`}
            className="sl-stack sl-tight"
          >
            <KinEvidence proposal={proposal} />
            {lists.allowed.includes('control_group.decide') ? <ProposalDeeds proposal={proposal} /> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Groups({ lists }: { lists: Lists }) {
  const { t } = useWords();
  const [making, setMaking] = useState(false);
  return (
    <Panel
      title={t('control_groups.groups')}
      extra={
        lists.allowed.includes('control_group.create') ? (
          <Button onClick={() => setMaking(true)}>{t('control_groups.new')}</Button>
        ) : null
      }
    >
      {lists.groups.length === 0 ? <p>{t('control_groups.none')}</p> : null}
      <ul className="sl-plain sl-stack">
        {lists.groups.map((group) => (
          <GroupLine key={group.id} group={group} allowed={lists.allowed} />
        ))}
      </ul>
      {making ? <GroupDialog onClose={() => setMaking(false)} /> : null}
    </Panel>
  );
}

function GroupLine({ group, allowed }: { group: Group; allowed: readonly string[] }) {
  const { t } = useWords();
  const [changing, setChanging] = useState(false);
  return (
    <li className="sl-stack sl-tight">
      <strong>{group.name}</strong>
      <MembersView members={group.members} />
      <span className="sl-row">
        {allowed.includes('control_group.edit') ? (
          <Button small onClick={() => setChanging(true)}>
            {t('common.edit')}
          </Button>
        ) : null}
        <DeedButtons
          allowed={allowed}
          deeds={[{ row: dissolveControlGroup, params: { id: group.id }, tone: 'danger', field: 'reason' }]}
        />
      </span>
      {changing ? <GroupDialog group={group} onClose={() => setChanging(false)} /> : null}
    </li>
  );
}

function Decided({ lists }: { lists: Lists }) {
  const { t } = useWords();
  const { instant } = useFormats();
  if (lists.decisions.length + lists.history.length === 0) return null;
  return (
    <Panel title={t('control_groups.decided')}>
      <ul className="sl-plain sl-stack">
        {lists.decisions.map((one) => (
          <li key={one.id} className="sl-stack sl-tight">
            <span className="sl-row">
              <ToneTag tone={one.accepted ? 'pass' : 'fail'}>
                {t(one.accepted ? 'control_groups.accepted' : 'control_groups.declined')}
              </ToneTag>
              <span className="sl-muted sl-small">
                {one.by} · {instant(one.at)}
              </span>
            </span>
            <KinEvidence proposal={one} />
            <span>{one.reason}</span>
          </li>
        ))}
        {lists.history.map((one) => (
          <li key={one.id} className="sl-stack sl-tight">
            <span className="sl-row">
              <strong>{one.name}</strong>
              {t(`control_groups.events.${one.event}`)}
              <span className="sl-muted sl-small">
                {one.by} · {instant(one.at)}
              </span>
            </span>
            <span>{one.reason}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
