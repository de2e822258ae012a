import { editOrganisation } from '@scenario-lab/contracts/accounts';
import type { Text } from '@scenario-lab/contracts/common';
import { useState } from 'react';
import { BilingualField } from '../../components/bilingual-field.js';
import { Button } from '../../components/button.js';
import { SelectField } from '../../components/choice-field.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { Form } from '../../components/form.js';
import { useRowForm } from '../../components/row-form.js';
import { TextInput } from '../../components/text-input.js';
import { useTerms } from '../../components/use-terms.js';
import { writtenText } from '../../components/written-text.js';
import { useWords } from '../../i18n/use-words.js';
import type { OrganisationDetail } from './organisation-detail.js';

interface Values {
  name: Text;
  creditCode: string | null;
  region: string | null;
  address: string | null;
}

/** Name, code and region; the first two are what the lab verifies. */
export function OrganisationForm({ organisation }: { organisation: OrganisationDetail }) {
  const { t } = useWords();
  const regions = useTerms('region');
  const [open, setOpen] = useState(false);
  const work = useRowForm<typeof editOrganisation, Values>({
    row: editOrganisation,
    draft: `organisation.${organisation.id}`,
    params: { id: organisation.id },
    bodyOf: (values) => ({
      name: writtenText(values.name) ?? undefined,
      creditCode: values.creditCode?.trim().toUpperCase() || null,
      region: values.region,
      address: values.address?.trim() || null,
    }),
    onDone: () => setOpen(false),
  });
  if (!open) {
    return (
      <div>
        <Button onClick={() => setOpen(true)}>{t('common.edit')}</Button>
      </div>
    );
  }
  return (
    <div className="sl-stack sl-tight">
      <FormProblem work={work} />
      {organisation.verified ? <p className="sl-muted">{t('organisations.edit_says')}</p> : null}
      <Form<Values>
        noValidate
        form={work.form}
        layout="vertical"
        initialValues={organisation}
        onFinish={work.submit}
      >
        <BilingualField name="name" label={t('account.register.name')} required />
        <div className="form-pair">
          <Form.Item name="creditCode" label={t('organisations.credit_code')}>
            <TextInput maxLength={18} autoComplete="off" />
          </Form.Item>
          <SelectField
            name="region"
            label={t('organisations.region')}
            options={regions.options}
            none={t('common.not_stated')}
          />
        </div>
        <Form.Item name="address" label={t('organisations.address')}>
          <TextInput maxLength={300} autoComplete="off" />
        </Form.Item>
        <span className="sl-row">
          <Button tone="primary" submit pending={work.pending}>
            {t('common.save')}
          </Button>
          <Button onClick={() => setOpen(false)}>{t('common.cancel')}</Button>
        </span>
      </Form>
    </div>
  );
}
