import { acceptInvitation, readInvitation } from '@scenario-lab/contracts/accounts';
import type { Answer } from '@scenario-lab/contracts/route';
import { Link, useNavigate, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { becameSomebody, useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { PasswordInput, TextInput } from '../../components/text-input.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

export function InvitationPage() {
  const { token = '' } = useParams();
  const { data, error, isPending } = useRow(readInvitation, { params: { token } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <Accept token={token} invitation={data} />;
}

function Accept({ token, invitation }: { token: string; invitation: Answer<typeof readInvitation> }) {
  const { t } = useWords();
  const { text } = useFormats();
  const { me } = useMe();
  const navigate = useNavigate();
  const here = me?.person.email === invitation.email;
  const work = useRowForm<typeof acceptInvitation, { name?: string; password?: string }>({
    row: acceptInvitation,
    draft: 'invitation',
    params: { token },
    bodyOf: (values) => (here ? {} : values),
    onDone: async (next) => {
      await becameSomebody(next);
      await navigate(path.organisation(), { replace: true });
    },
  });
  return (
    <FormPage
      title={t('account.invitation.title', { organisation: text(invitation.organisation.name) })}
      lead={t('account.invitation.says', {
        email: invitation.email,
        roles: invitation.roles.map((role) => t(`status.membership.${role}`)).join(' · '),
      })}
      back={{ to: path.home(), label: t('home.title') }}
    >
      <FormProblem work={work} />
      {invitation.known && !here ? (
        <p>
          {t('account.invitation.sign_in_first')}{' '}
          <Link to={path.signIn({ from: path.invitation(token) })}>{t('common.sign_in')}</Link>
        </p>
      ) : (
        <Form noValidate form={work.form} layout="vertical" onFinish={work.submit} style={{ maxWidth: 420 }}>
          {invitation.known ? (
            <p>{t('account.invitation.known')}</p>
          ) : (
            <>
              <Form.Item name="name" label={t('account.register.person_name')} required>
                <TextInput maxLength={100} autoComplete="name" />
              </Form.Item>
              <Form.Item
                name="password"
                label={t('account.sign_in.password')}
                extra={t('account.register.password_help')}
                required
              >
                <PasswordInput maxLength={256} autoComplete="new-password" />
              </Form.Item>
            </>
          )}
          <Button tone="primary" submit pending={work.pending}>
            {t('account.invitation.go')}
          </Button>
        </Form>
      )}
    </FormPage>
  );
}
