import './account.css';
import { changePassword, listSessions, signOutEverywhere } from '@scenario-lab/contracts/accounts';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useDeed, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { becameSomebody, useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Form } from '../../components/form.js';
import { NoticeChoicePanel } from '../../components/notice-choice-panel.js';
import { Facts, Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { PasswordInput } from '../../components/text-input.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { deviceName } from './device-name.js';
import { JoinPanel } from './join-panel.js';
import { TokensPanel } from './tokens-panel.js';

export function AccountPage() {
  const { t } = useWords();
  const { text } = useFormats();
  const { me } = useMe();
  useTitle(t('account.title'));
  if (!me) return null;
  return (
    <div className="sl-stack">
      <h1>{t('account.title')}</h1>
      <div className="account-columns">
        <div className="sl-stack">
          <Panel title={t('account.person')}>
            <Facts
              facts={[
                [t('account.name'), me.person.name],
                [t('account.email'), me.person.email],
                [t('account.acting_for'), text(me.organisation.name)],
                [t('account.roles'), me.roles.map((role) => t(`status.role.${role}`)).join(' · ')],
              ]}
            />
          </Panel>
          <JoinPanel />
          <PasswordPanel />
          <NoticeChoicePanel />
        </div>
        <div className="sl-stack">
          <SessionsPanel />
          <TokensPanel />
        </div>
      </div>
    </div>
  );
}

function PasswordPanel() {
  const { t } = useWords();
  const [done, setDone] = useState(false);
  const work = useRowForm<typeof changePassword, { current: string; next: string }>({
    row: changePassword,
    draft: null,
    bodyOf: (values) => values,
    onDone: () => {
      work.form.resetFields();
      setDone(true);
    },
  });
  return (
    <Panel title={t('account.password')}>
      <div className="sl-stack sl-tight">
        <ProblemAlert error={work.error} places={work.places} />
        {done ? <p role="status">{t('account.changed')}</p> : null}
        <Form
          noValidate
          form={work.form}
          layout="vertical"
          initialValues={{ current: '', next: '' }}
          onFinish={work.submit}
          onValuesChange={() => setDone(false)}
        >
          <Form.Item name="current" label={t('account.current')} required>
            <PasswordInput autoComplete="current-password" maxLength={256} />
          </Form.Item>
          <Form.Item
            name="next"
            label={t('account.next')}
            extra={t('account.register.password_help')}
            required
          >
            <PasswordInput autoComplete="new-password" maxLength={256} />
          </Form.Item>
          <Button submit pending={work.pending}>
            {t('account.change')}
          </Button>
        </Form>
      </div>
    </Panel>
  );
}

function SessionsPanel() {
  const { t } = useWords();
  const { ago } = useFormats();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const { data, error } = useRow(listSessions, {});
  const leaving = useDeed(signOutEverywhere, {
    onSuccess: async () => {
      await navigate(path.home());
      await becameSomebody(null);
    },
  });
  return (
    <Panel title={t('account.sessions')}>
      <div className="sl-stack sl-tight">
        <ProblemAlert error={error ?? leaving.error} />
        <ul className="sl-plain sl-stack sl-tight">
          {(data ?? []).map((session) => (
            <li key={session.id}>
              <span title={session.agent}>{deviceName(session.agent)}</span>
              {session.current ? <strong> · {t('account.this_device')}</strong> : null}
              <div className="sl-muted sl-small">
                {t('account.last_seen', { when: ago(session.lastSeenAt) })}
              </div>
            </li>
          ))}
        </ul>
        <div>
          <Button onClick={() => setAsking(true)}>{t('account.everywhere')}</Button>
        </div>
        {asking ? (
          <Dialog
            title={t('account.everywhere')}
            okText={t('account.everywhere')}
            pending={leaving.isPending}
            onOk={() => leaving.mutate({})}
            onCancel={() => setAsking(false)}
          >
            {t('account.everywhere_says')}
          </Dialog>
        ) : null}
      </div>
    </Panel>
  );
}
