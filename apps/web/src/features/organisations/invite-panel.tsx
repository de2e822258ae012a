import { createInvitation } from '@scenario-lab/contracts/accounts';
import { agreeInvitation, withdrawInvitation } from '@scenario-lab/contracts/members';
import { useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { ChecksField } from '../../components/choice-field.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { Dialog } from '../../components/dialog.js';
import { Form } from '../../components/form.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { SecretView } from '../../components/secret-view.js';
import { TextInput } from '../../components/text-input.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { AgreeButtons, AskedOf } from './agree-buttons.js';
import { membershipChoices } from './membership-choices.js';
import type { OrganisationDetail } from './organisation-detail.js';

interface Values {
  email: string;
  roles: string[];
}

/** Invites by a one-time link that the inviter hands over. */
export function InvitePanel({ organisation }: { organisation: OrganisationDetail }) {
  const { t } = useWords();
  const { day } = useFormats();
  const [made, setMade] = useState<{
    email: string;
    link: string;
    expiresAt: string;
    consent: string;
  } | null>(null);
  const work = useRowForm<typeof createInvitation, Values>({
    row: createInvitation,
    draft: `invite.${organisation.id}`,
    params: { id: organisation.id },
    bodyOf: (values) => values,
    onDone: (answer) => {
      setMade({ email: work.form.getFieldValue('email'), ...answer });
      work.form.resetFields();
    },
  });
  const open = organisation.invitations ?? [];
  const [taking, setTaking] = useState<(typeof open)[number] | null>(null);
  const withdrawing = useDeed(withdrawInvitation, {
    onSuccess: () => {
      setTaking(null);
      setMade(null);
    },
  });
  return (
    <Panel title={t('organisations.invite')}>
      <div className="sl-stack sl-tight">
        <p className="sl-muted sl-small">{t('organisations.invite_says')}</p>
        <FormProblem work={work} />
        {made ? (
          <SecretView
            says={t('organisations.invite_link', { email: made.email, day: day(made.expiresAt) })}
            secret={made.link}
          />
        ) : null}
        {made?.consent === 'asked' ? <p className="sl-muted">{t('organisations.invite_waits')}</p> : null}
        <Form<Values>
          noValidate
          form={work.form}
          layout="vertical"
          initialValues={{ email: '', roles: ['member'] }}
          onFinish={work.submit}
        >
          <Form.Item name="email" label={t('organisations.invite_email')} required>
            <TextInput type="email" maxLength={254} autoComplete="off" style={{ maxWidth: 360 }} />
          </Form.Item>
          <ChecksField
            name="roles"
            label={t('organisations.invite_roles')}
            options={membershipChoices(organisation.roles)}
            required
          />
          <Button submit pending={work.pending}>
            {t('organisations.invite')}
          </Button>
        </Form>
        <h3 style={{ marginTop: 12 }}>{t('organisations.invitations')}</h3>
        {open.length === 0 ? <p className="sl-muted">{t('organisations.no_invitations')}</p> : null}
        <ul className="sl-plain">
          {open.map((invitation) => (
            <li key={invitation.id}>
              {invitation.email}{' '}
              <span className="sl-muted">
                {invitation.roles.map((role) => t(`status.membership.${role}`)).join(' · ')} ·{' '}
                {t('account.expires', { day: day(invitation.expiresAt) })}
                {invitation.consent === 'unasked'
                  ? null
                  : ` · ${t(`organisations.consent.${invitation.consent}`)}`}
              </span>{' '}
              <Button small tone="link" onClick={() => setTaking(invitation)}>
                {t('organisations.withdraw')}
              </Button>
              {invitation.consent === 'asked' ? <AskedOf names={invitation.asked} /> : null}
              {invitation.mine ? (
                <AgreeButtons
                  row={agreeInvitation}
                  params={{ id: organisation.id, invitationId: invitation.id }}
                />
              ) : null}
            </li>
          ))}
        </ul>
        {taking ? (
          <Dialog
            title={t('organisations.withdraw')}
            okText={t('organisations.withdraw')}
            danger
            pending={withdrawing.isPending}
            onOk={() => withdrawing.mutate({ params: { id: organisation.id, invitationId: taking.id } })}
            onCancel={() => setTaking(null)}
          >
            <div className="sl-stack">
              <p>{t('organisations.withdraw_says', { email: taking.email })}</p>
              <ProblemAlert error={withdrawing.error} />
            </div>
          </Dialog>
        ) : null}
      </div>
    </Panel>
  );
}
