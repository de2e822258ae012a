import { followJoiningLink } from '@scenario-lab/contracts/joining';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import { Notice } from '../../components/notice.js';
import { useRowForm } from '../../components/row-form.js';
import { TextInput } from '../../components/text-input.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** By the link that was mailed: on to the account, or to the owners. A person presses: programs open links too. */
export function JoiningPage() {
  const { token = '' } = useParams();
  const { t } = useWords();
  const { text } = useFormats();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<string | null>(null);
  const work = useRowForm<typeof followJoiningLink, { name: string }>({
    row: followJoiningLink,
    draft: 'joining',
    params: { token },
    bodyOf: ({ name }) => ({ name: name.trim() || undefined }),
    onDone: async ({ organisation, invitation }) => {
      if (invitation) await navigate(path.invitation(invitation), { replace: true });
      else setAsked(text(organisation.name));
    },
  });
  return (
    <FormPage
      title={t('joining.link.title')}
      lead={t('joining.link.says')}
      back={{ to: path.home(), label: t('home.title') }}
    >
      {asked ? (
        <Notice>{t('joining.link.asked', { organisation: asked })}</Notice>
      ) : (
        <Form
          noValidate
          form={work.form}
          layout="vertical"
          initialValues={{ name: '' }}
          onFinish={work.submit}
          style={{ maxWidth: 420 }}
        >
          <FormProblem work={work} />
          <Form.Item name="name" label={t('account.register.person_name')}>
            <TextInput maxLength={100} autoComplete="name" />
          </Form.Item>
          <Button tone="primary" submit pending={work.pending}>
            {t('joining.link.go')}
          </Button>
        </Form>
      )}
    </FormPage>
  );
}
