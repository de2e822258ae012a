import { listDeliveries, replayDelivery, type WebhookDelivery } from '@scenario-lab/contracts/webhooks';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import type { Tone } from '../../components/tones.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

const tones: Record<WebhookDelivery['state'], Tone> = {
  waiting: 'waiting',
  sending: 'running',
  arrived: 'pass',
  failed: 'fail',
};

/** Deliveries are no events of the chain: whoever waits for a test message sees it go without loading the page again. */
const refetchInterval = 4_000;

/** What went out to one address, newest first, and why some of it did not arrive. */
export function WebhookLog({ id, running }: { id: string; running: boolean }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const { data, error } = useRow(listDeliveries, { params: { id } }, { refetchInterval });
  const replaying = useDeed(replayDelivery);
  return (
    <div className="sl-stack sl-tight">
      <p className="sl-muted sl-small">{t('webhooks.log_says')}</p>
      <ProblemAlert error={error ?? replaying.error} />
      {data?.length === 0 ? <p className="sl-muted">{t('webhooks.log_empty')}</p> : null}
      {data && data.length > 0 ? (
        <div className="sl-scroll" ref={reachable}>
          <table className="sl-table" aria-label={t('webhooks.log')}>
            <thead>
              <tr>
                <th scope="col">{t('webhooks.log_time')}</th>
                <th scope="col">{t('webhooks.log_what')}</th>
                <th scope="col">{t('webhooks.log_result')}</th>
                <th scope="col">
                  <span className="sl-visually-hidden">{t('deed.webhook.replay.label')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map((one) => (
                <tr key={one.id}>
                  <td>{instant(one.at)}</td>
                  <td>
                    {one.event === 'webhook.test' ? t('webhooks.test_event') : wordFor('event', one.event)}
                    {one.title ? (
                      <div className="sl-muted sl-small">
                        <TextView text={one.title} />
                      </div>
                    ) : null}
                  </td>
                  <td>
                    <Result one={one} />
                  </td>
                  <td>
                    {one.state === 'arrived' || one.state === 'failed' ? (
                      <Button
                        small
                        disabled={!running}
                        pending={replaying.isPending && replaying.variables?.params.id === one.id}
                        onClick={() => replaying.mutate({ params: { id: one.id } })}
                      >
                        {t('deed.webhook.replay.label')}
                      </Button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </div>
  );
}

function Result({ one }: { one: WebhookDelivery }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const why = one.fault
    ? t(`webhooks.faults.${one.fault}`, { code: one.code ?? '' })
    : one.state === 'failed'
      ? t('webhooks.faults.old')
      : null;
  const more = [
    why,
    one.tries > 1 ? t('webhooks.tries', { count: one.tries }) : null,
    one.fault && one.nextAt ? t('webhooks.next_try', { when: instant(one.nextAt) }) : null,
  ].filter((said) => said !== null);
  return (
    <>
      <ToneTag tone={tones[one.state]}>{t(`webhooks.results.${one.state}`)}</ToneTag>
      {more.length > 0 ? <div className="sl-muted sl-small">{more.join(' · ')}</div> : null}
    </>
  );
}
