import { webhookKinds } from '@scenario-lab/contracts/webhooks';
import { ChecksField, SelectField } from '../../components/choice-field.js';
import { CheckInput } from '../../components/choice-input.js';
import { Form } from '../../components/form.js';
import { TextInput } from '../../components/text-input.js';
import { useNoticeKinds } from '../../components/use-notice-kinds.js';
import { useWords } from '../../i18n/use-words.js';

/** What goes out, and how it is said: of a new address and of one that is there. */
export function WebhookChoices() {
  const { t } = useWords();
  const kinds = useNoticeKinds().filter(({ value }) => webhookKinds.some((kind) => kind === value));
  return (
    <>
      <ChecksField name="kinds" label={t('webhooks.kinds')} options={kinds} required />
      <SelectField
        name="language"
        label={t('webhooks.language')}
        options={[
          { value: 'zh', label: '中文' },
          { value: 'en', label: 'English' },
        ]}
      />
      <Form.Item name="titled" valuePropName="checked" extra={t('webhooks.titled_says')}>
        <CheckInput label={t('webhooks.titled')} />
      </Form.Item>
    </>
  );
}

export function WebhookName() {
  const { t } = useWords();
  return (
    <Form.Item name="name" label={t('webhooks.name')} required>
      <TextInput maxLength={100} />
    </Form.Item>
  );
}
