import './notices.css';
import {
  listWebhooks,
  pauseWebhook,
  removeWebhook,
  resumeWebhook,
  testWebhook,
  type Webhook,
} from '@scenario-lab/contracts/webhooks';
import { useState } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { EmptyState } from '../../components/empty-state.js';
import { Notice } from '../../components/notice.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { SecretView } from '../../components/secret-view.js';
import { ToneTag } from '../../components/status-tag.js';
import type { Tone } from '../../components/tones.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { EditWebhook, RenewSecret } from './edit-webhook.js';
import { NewWebhook } from './new-webhook.js';
import { WebhookLog } from './webhook-log.js';

/** Where an organisation's notices go out of the house. */
export function WebhooksPage() {
  const { t } = useWords();
  useTitle(t('webhooks.title'));
  const { data, error, isPending } = useRow(listWebhooks, {});
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('webhooks.title')}</h1>
        <p className="sl-muted">{t('webhooks.lead')}</p>
      </header>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data?.refused ? <Notice tone="warn">{t(`problem.${data.refused}`)}</Notice> : null}
      {data && !data.refused ? (
        <div className="webhooks-columns">
          <div className="sl-stack">
            {data.items.length === 0 ? <EmptyState text={t('webhooks.empty')} /> : null}
            {data.items.map((webhook) => (
              <One key={webhook.id} webhook={webhook} />
            ))}
          </div>
          <NewWebhook />
        </div>
      ) : null}
    </div>
  );
}

const tones: Record<Webhook['state'], Tone> = { active: 'pass', paused: 'suspended', disabled: 'fail' };

function One({ webhook }: { webhook: Webhook }) {
  const { t } = useWords();
  const [open, setOpen] = useState<'edit' | 'rotate' | 'remove' | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [log, setLog] = useState(false);
  const close = () => setOpen(null);
  const { id, state } = webhook;
  const testing = useDeed(testWebhook, { onSuccess: () => setLog(true) });
  const pausing = useDeed(pauseWebhook);
  const resuming = useDeed(resumeWebhook);
  const removing = useDeed(removeWebhook, { onSettled: close });
  const params = { id };
  return (
    <Panel
      title={webhook.name}
      extra={<ToneTag tone={tones[state]}>{t(`webhooks.states.${state}`)}</ToneTag>}
    >
      <div className="sl-stack sl-tight">
        <ProblemAlert error={testing.error ?? pausing.error ?? resuming.error ?? removing.error} />
        {secret ? <SecretView says={t('webhooks.made')} secret={secret} /> : null}
        <Standing webhook={webhook} />
        {state === 'active' ? null : <p className="sl-muted sl-small">{t('deed.webhook.resume.says')}</p>}
        {testing.isSuccess ? <p role="status">{t('webhooks.tested')}</p> : null}
        {open === 'edit' ? (
          <EditWebhook webhook={webhook} onClose={close} />
        ) : (
          <div className="sl-row">
            {state === 'active' ? (
              <>
                <Button pending={testing.isPending} onClick={() => testing.mutate({ params })}>
                  {t('deed.webhook.test.label')}
                </Button>
                <Button pending={pausing.isPending} onClick={() => pausing.mutate({ params })}>
                  {t('deed.webhook.pause.label')}
                </Button>
              </>
            ) : (
              <Button tone="primary" pending={resuming.isPending} onClick={() => resuming.mutate({ params })}>
                {t('deed.webhook.resume.label')}
              </Button>
            )}
            <Button onClick={() => setOpen('edit')}>{t('webhooks.edit')}</Button>
            {webhook.format === 'wecom' ? null : (
              <Button onClick={() => setOpen('rotate')}>{t('webhooks.rotate')}</Button>
            )}
            <Button tone="danger" onClick={() => setOpen('remove')}>
              {t('webhooks.remove')}
            </Button>
          </div>
        )}
        <details open={log} onToggle={(event) => setLog(event.currentTarget.open)}>
          <summary>{t('webhooks.log')}</summary>
          {log ? <WebhookLog id={id} running={state === 'active'} /> : null}
        </details>
      </div>
      {open === 'rotate' ? (
        <RenewSecret
          webhook={webhook}
          onCancel={close}
          onDone={(made) => {
            setSecret(made);
            close();
          }}
        />
      ) : null}
      {open === 'remove' ? (
        <Dialog
          title={t('webhooks.remove')}
          okText={t('webhooks.remove')}
          danger
          pending={removing.isPending}
          onOk={() => removing.mutate({ params })}
          onCancel={close}
        >
          {t('webhooks.remove_says')}
        </Dialog>
      ) : null}
    </Panel>
  );
}

/** What it is, what goes there, and how it has gone. */
function Standing({ webhook }: { webhook: Webhook }) {
  const { t } = useWords();
  const { ago, instant } = useFormats();
  const { failures, waiting, overlapUntil, lastArrivedAt } = webhook;
  return (
    <>
      <p>
        {t(`webhooks.formats.${webhook.format}`)} · <code>{webhook.shownAddress}</code>
      </p>
      <p className="sl-small">{webhook.kinds.map((kind) => t(`notices.kinds.${kind}`)).join(' · ')}</p>
      <p className="sl-muted sl-small">
        {[
          lastArrivedAt ? t('webhooks.last', { when: ago(lastArrivedAt) }) : t('webhooks.never'),
          failures > 0 ? t('webhooks.failures', { count: failures }) : null,
          waiting > 0 ? t('webhooks.waiting', { count: waiting }) : null,
          overlapUntil ? t('webhooks.overlap', { when: instant(overlapUntil) }) : null,
        ]
          .filter((said) => said !== null)
          .join(' · ')}
      </p>
    </>
  );
}
