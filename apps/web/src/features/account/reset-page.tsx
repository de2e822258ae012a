import { resetPassword } from '@scenario-lab/contracts/accounts';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { path } from '../../app/paths.js';
import { type Place, placeOf } from '../../app/problems.js';
import { Button } from '../../components/button.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import { Notice } from '../../components/notice.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { PasswordInput } from '../../components/text-input.js';
import { useWords } from '../../i18n/use-words.js';

interface Values {
  password: string;
  again: string;
}

export function ResetPage() {
  const { token = '' } = useParams();
  const { t } = useWords();
  const [done, setDone] = useState(false);
  const [differ, setDiffer] = useState<Place[]>([]);
  const work = useRowForm<typeof resetPassword, Values>({
    row: resetPassword,
    draft: null,
    bodyOf: ({ password }) => ({ token, password }),
    onDone: () => setDone(true),
  });
  const submit = (values: Values) => {
    const same = values.password === values.again;
    const place = placeOf({ path: ['password'], code: 'passwords_differ' });
    setDiffer(same ? [] : [place]);
    if (same) work.submit(values);
    else work.form.setFields([{ name: 'again', errors: [place.sentence] }]);
  };
  const badLink = work.places.some(({ path: [first] }) => first === 'token');
  return (
    <FormPage
      title={t('account.reset.title')}
      back={{ to: path.signIn(), label: t('account.sign_in.title') }}
    >
      {done ? (
        <p role="status">
          {t('account.reset.done')} <Link to={path.signIn()}>{t('account.sign_in.go')}</Link>
        </p>
      ) : (
        <>
          {badLink ? (
            <Notice tone="warn">{t('account.reset.bad_link')}</Notice>
          ) : (
            <ProblemAlert error={work.error} places={[...differ, ...work.places]} />
          )}
          <Form<Values>
            noValidate
            form={work.form}
            layout="vertical"
            initialValues={{ password: '', again: '' }}
            onFinish={submit}
            style={{ maxWidth: 420 }}
          >
            <Form.Item
              name="password"
              label={t('account.reset.next')}
              extra={t('account.register.password_help')}
              required
            >
              <PasswordInput maxLength={256} autoComplete="new-password" />
            </Form.Item>
            <Form.Item name="again" label={t('account.reset.again')} required>
              <PasswordInput maxLength={256} autoComplete="new-password" />
            </Form.Item>
            <Button tone="primary" submit pending={work.pending}>
              {t('account.reset.go')}
            </Button>
          </Form>
        </>
      )}
    </FormPage>
  );
}
