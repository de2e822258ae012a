import { registerOrganisation } from '@scenario-lab/contracts/accounts';
import type { Text } from '@scenario-lab/contracts/common';
import { useNavigate } from 'react-router';
import { path } from '../../app/paths.js';
import { becameSomebody } from '../../app/session.js';
import { BilingualField } from '../../components/bilingual-field.js';
import { Button } from '../../components/button.js';
import { ChecksField, SelectField } from '../../components/choice-field.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import { useRowForm } from '../../components/row-form.js';
import { PasswordInput, TextInput } from '../../components/text-input.js';
import { choicesOf, useTerms } from '../../components/use-terms.js';
import { writtenText } from '../../components/written-text.js';
import { useWords } from '../../i18n/use-words.js';
import { JoinOffer } from './join-offer.js';

const empty = {
  name: {} as Text,
  roles: [] as string[],
  creditCode: '',
  region: null as string | null,
  address: '',
  owner: { name: '', email: '', password: '' },
};
type Values = typeof empty;

export function RegisterPage() {
  const { t } = useWords();
  const navigate = useNavigate();
  const regions = useTerms('region');
  const work = useRowForm<typeof registerOrganisation, Values>({
    row: registerOrganisation,
    draft: 'register',
    bodyOf: (values) => ({
      ...values,
      name: writtenText(values.name) ?? undefined,
      creditCode: values.creditCode?.trim().toUpperCase() || undefined,
      region: values.region ?? undefined,
      address: values.address.trim() || undefined,
    }),
    onDone: async (me) => {
      await becameSomebody(me);
      await navigate(path.workbench(), { replace: true });
    },
  });
  const email = Form.useWatch(['owner', 'email'], work.form) ?? '';
  return (
    <FormPage
      title={t('account.register.title')}
      lead={t('account.register.says')}
      back={{ to: path.signIn(), label: t('account.sign_in.title') }}
    >
      <FormProblem work={work} />
      <Form<Values>
        noValidate
        form={work.form}
        layout="vertical"
        initialValues={empty}
        onFinish={() => work.submit({ ...empty, ...work.form.getFieldsValue() })}
      >
        <h2>{t('account.register.organisation')}</h2>
        <BilingualField name="name" label={t('account.register.name')} required />
        <ChecksField
          name="roles"
          label={t('account.register.roles')}
          options={choicesOf('organisation_role', ['supply', 'demand'])}
          required
        />
        <div className="form-pair">
          <Form.Item
            name="creditCode"
            label={t('account.register.credit_code')}
            extra={t('account.register.credit_code_help')}
          >
            <TextInput maxLength={18} autoComplete="off" />
          </Form.Item>
          <SelectField
            name="region"
            label={t('account.register.region')}
            options={regions.options}
            none={t('common.not_stated')}
          />
        </div>
        <Form.Item name="address" label={t('organisations.address')}>
          <TextInput maxLength={300} autoComplete="street-address" />
        </Form.Item>
        <h2>{t('account.register.owner')}</h2>
        <div className="form-pair">
          <Form.Item name={['owner', 'name']} label={t('account.register.person_name')} required>
            <TextInput maxLength={100} autoComplete="name" />
          </Form.Item>
          <Form.Item name={['owner', 'email']} label={t('account.email')} required>
            <TextInput type="email" maxLength={254} autoComplete="username" />
          </Form.Item>
          <Form.Item
            name={['owner', 'password']}
            label={t('account.sign_in.password')}
            extra={t('account.register.password_help')}
            required
          >
            <PasswordInput maxLength={256} autoComplete="new-password" />
          </Form.Item>
        </div>
        <JoinOffer email={email} />
        <Button tone="primary" submit pending={work.pending}>
          {t('account.register.go')}
        </Button>
      </Form>
    </FormPage>
  );
}
