import type { ControlGroup, KinProposal } from '@scenario-lab/contracts/control-groups';
import { Fragment } from 'react';
import { useWords } from '../i18n/use-words.js';
import { TextView } from './text-view.js';
import { VerifiedTag } from './verified-tag.js';

/** Organisations by name, each with whether the lab has verified it. */
export function MembersView({ members }: { members: ControlGroup['members'] }) {
  return (
    <span className="sl-row">
      {members.map((one) => (
        <span key={one.id} className="sl-row">
          <TextView text={one.name} />
          <VerifiedTag verified={one.verified} />
        </span>
      ))}
    </span>
  );
}

/** Two organisations and what they share. */
export function KinEvidence({ proposal }: { proposal: KinProposal }) {
  const { t } = useWords();
  return (
    <Fragment>
      <MembersView members={[proposal.one, proposal.other]} />
      <span className="sl-small">
        {t(`control_groups.kinds.${proposal.kind}`)}{' '}
        <code style={{ overflowWrap: 'anywhere' }}>{proposal.value}</code>
      </span>
    </Fragment>
  );
}
