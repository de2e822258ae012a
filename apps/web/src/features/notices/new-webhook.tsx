import {
  type CreateWebhook,
  createWebhook,
  signedRobots,
  type WebhookFormat,
  webhookFormats,
} from '@scenario-lab/contracts/webhooks';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { SelectField } from '../../components/choice-field.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { Form } from '../../components/form.js';
import { Panel } from '../../components/object-page.js';
import { useRowForm } from '../../components/row-form.js';
import { SecretView } from '../../components/secret-view.js';
import { TextInput } from '../../components/text-input.js';
import { useWords } from '../../i18n/use-words.js';
import { WebhookChoices, WebhookName } from './webhook-choices.js';

interface Values extends Omit<CreateWebhook, 'secret'> {
  secret?: string;
}

/** An address, what goes there, and the secret that is shown once. */
export function NewWebhook() {
  const { t, language } = useWords();
  const [made, setMade] = useState<{ secret: string | null } | null>(null);
  const work = useRowForm<typeof createWebhook, Values>({
    row: createWebhook,
    draft: 'webhook.new',
    // An address may be a robot's key.
    unkept: ['address', 'secret'],
    bodyOf: ({ secret, ...rest }) => ({
      ...rest,
      secret: signedRobots.includes(rest.format) ? (secret ?? '') : null,
    }),
    onDone: (answer) => {
      setMade(answer);
      work.form.resetFields();
    },
  });
  const format: WebhookFormat = Form.useWatch('format', work.form) ?? 'standard';
  return (
    <Panel title={t('webhooks.add')}>
      <div className="sl-stack sl-tight">
        {made?.secret ? <SecretView says={t('webhooks.made')} secret={made.secret} /> : null}
        {made && !made.secret ? <p role="status">{t('webhooks.made_plain')}</p> : null}
        <FormProblem work={work} />
        <Form
          noValidate
          form={work.form}
          layout="vertical"
          initialValues={{
            name: '',
            format: 'standard',
            address: '',
            secret: '',
            kinds: ['decision', 'engagement', 'field'],
            language,
            titled: false,
          }}
          onFinish={work.submit}
        >
          <SelectField
            name="format"
            label={t('webhooks.format')}
            options={webhookFormats.map((value) => ({ value, label: t(`webhooks.formats.${value}`) }))}
            extra={t(`webhooks.format_says.${format}`)}
            required
          />
          <WebhookName />
          <Form.Item name="address" label={t('webhooks.address')} extra={t('webhooks.address_says')} required>
            <TextInput maxLength={1_000} inputMode="url" autoComplete="off" spellCheck={false} />
          </Form.Item>
          {signedRobots.includes(format) ? (
            <Form.Item name="secret" label={t('webhooks.secret')} required>
              <TextInput maxLength={200} autoComplete="off" spellCheck={false} />
            </Form.Item>
          ) : null}
          <WebhookChoices />
          <Button submit tone="primary" pending={work.pending}>
            {t('webhooks.save')}
          </Button>
        </Form>
      </div>
    </Panel>
  );
}
