import { agreeMember, changeMember, removeMember } from '@scenario-lab/contracts/members';
import { useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { ChecksInput } from '../../components/choice-input.js';
import { Dialog } from '../../components/dialog.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { useWords } from '../../i18n/use-words.js';
import { AgreeButtons, AskedOf } from './agree-buttons.js';
import { membershipChoices } from './membership-choices.js';
import type { OrganisationDetail } from './organisation-detail.js';

type Member = NonNullable<OrganisationDetail['members']>[number];
interface MembersProps {
  organisation: OrganisationDetail;
  members: readonly Member[];
}

/** Who belongs to the organisation, and as what. */
export function MembersPanel({ organisation, members }: MembersProps) {
  const { t } = useWords();
  const [removing, setRemoving] = useState<Member | null>(null);
  const [changing, setChanging] = useState<Member | null>(null);
  const manages = organisation.allowed.includes('organisation.manage_members');
  const namesOf = (roles: Member['roles']) => roles.map((role) => t(`status.membership.${role}`)).join(' · ');
  const remove = useDeed(removeMember, { onSuccess: () => setRemoving(null) });
  return (
    <Panel title={t('organisations.members')}>
      <div className="sl-scroll" ref={reachable}>
        <table className="sl-table sl-folds">
          <thead>
            <tr>
              <th scope="col">{t('account.name')}</th>
              <th scope="col">{t('account.email')}</th>
              <th scope="col">{t('account.roles')}</th>
              {manages ? <th scope="col">{t('common.actions')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <tr key={member.personId}>
                <th scope="row">{member.name}</th>
                <td>{member.email}</td>
                <td data-label={t('account.roles')}>
                  {namesOf(member.roles)}
                  {member.alone ? <p className="sl-muted sl-small">{t('organisations.alone')}</p> : null}
                  {member.proposal ? (
                    <div className="sl-stack sl-tight">
                      <p className="sl-small">
                        {t('organisations.proposed', {
                          by: member.proposal.by,
                          roles: namesOf(member.proposal.roles),
                        })}
                      </p>
                      <AskedOf names={member.proposal.asked} />
                      {member.proposal.mine ? (
                        <AgreeButtons
                          row={agreeMember}
                          params={{ id: organisation.id, personId: member.personId }}
                        />
                      ) : null}
                    </div>
                  ) : null}
                </td>
                {manages ? (
                  <td>
                    <span className="sl-row">
                      <Button small onClick={() => setChanging(member)}>
                        {t('organisations.change_roles')}
                      </Button>
                      <Button small tone="danger" onClick={() => setRemoving(member)}>
                        {t('organisations.remove')}
                      </Button>
                    </span>
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {removing !== null ? (
        <Dialog
          title={t('organisations.remove')}
          okText={t('organisations.remove')}
          danger
          pending={remove.isPending}
          onOk={() =>
            removing && remove.mutate({ params: { id: organisation.id, personId: removing.personId } })
          }
          onCancel={() => setRemoving(null)}
        >
          <div className="sl-stack">
            <p>{t('organisations.remove_says', { name: removing?.name ?? '' })}</p>
            <ProblemAlert error={remove.error} />
          </div>
        </Dialog>
      ) : null}
      {changing ? (
        <ChangeRoles organisation={organisation} member={changing} onClose={() => setChanging(null)} />
      ) : null}
    </Panel>
  );
}

function ChangeRoles(props: { organisation: OrganisationDetail; member: Member; onClose: () => void }) {
  const { organisation, member, onClose } = props;
  const { t } = useWords();
  const [roles, setRoles] = useState<string[]>(member.roles);
  const change = useDeed(changeMember, { onSuccess: onClose });
  return (
    <Dialog
      title={`${t('organisations.change_roles')} · ${member.name}`}
      okText={t('common.save')}
      okDisabled={roles.length === 0}
      pending={change.isPending}
      onOk={() =>
        change.mutate({
          params: { id: organisation.id, personId: member.personId },
          body: { roles: roles as Member['roles'] },
        })
      }
      onCancel={onClose}
    >
      <div className="sl-stack">
        <ChecksInput value={roles} onChange={setRoles} options={membershipChoices(organisation.roles)} />
        <ProblemAlert error={change.error} />
      </div>
    </Dialog>
  );
}
