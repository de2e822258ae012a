import { editWebhook, rotateWebhook, type Webhook } from '@scenario-lab/contracts/webhooks';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { Dialog } from '../../components/dialog.js';
import { Form } from '../../components/form.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { TextInput } from '../../components/text-input.js';
import { useWords } from '../../i18n/use-words.js';
import { WebhookChoices, WebhookName } from './webhook-choices.js';

type Values = Pick<Webhook, 'name' | 'kinds' | 'language' | 'titled'>;

/** What goes out to an address. The address itself is not changed: another one is another receiver. */
export function EditWebhook({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useWords();
  const { id, name, kinds, language, titled } = webhook;
  const work = useRowForm<typeof editWebhook, Values>({
    row: editWebhook,
    params: { id },
    draft: `webhook.${id}`,
    bodyOf: (values) => values,
    onDone: onClose,
  });
  return (
    <div className="sl-stack sl-tight">
      <FormProblem work={work} />
      <Form
        noValidate
        form={work.form}
        layout="vertical"
        initialValues={{ name, kinds, language, titled }}
        onFinish={work.submit}
      >
        <WebhookName />
        <WebhookChoices />
        <div className="sl-row">
          <Button submit pending={work.pending}>
            {t('webhooks.save')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </div>
      </Form>
    </div>
  );
}

/** A new secret: the lab's, or the one a robot's own page gave out. */
export function RenewSecret({
  webhook: { id, format },
  onDone,
  onCancel,
}: {
  webhook: Webhook;
  onDone: (secret: string | null) => void;
  onCancel: () => void;
}) {
  const { t } = useWords();
  const field = useId();
  const robot = format !== 'standard';
  const [secret, setSecret] = useState('');
  const renewing = useDeed(rotateWebhook, { onSuccess: (answer) => onDone(answer.secret) });
  return (
    <Dialog
      title={t('webhooks.rotate')}
      okText={t('webhooks.rotate')}
      okDisabled={robot && secret.trim().length < 4}
      pending={renewing.isPending}
      onOk={() => renewing.mutate({ params: { id }, body: { secret: robot ? secret : null } })}
      onCancel={onCancel}
    >
      <div className="sl-stack sl-tight">
        <p>{t(robot ? 'webhooks.rotate_robot_says' : 'webhooks.rotate_says')}</p>
        {robot ? (
          <>
            <label htmlFor={field}>{t('webhooks.secret')}</label>
            <TextInput
              id={field}
              value={secret}
              maxLength={200}
              autoComplete="off"
              onChange={(event) => setSecret(event.target.value)}
            />
          </>
        ) : null}
        <ProblemAlert error={renewing.error} />
      </div>
    </Dialog>
  );
}
