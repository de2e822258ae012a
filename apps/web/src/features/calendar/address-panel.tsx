import {
  makeCalendarAddress,
  type readCalendar,
  revokeCalendarAddress,
} from '@scenario-lab/contracts/calendar';
import type { Answer } from '@scenario-lab/contracts/route';
import { useState } from 'react';
import { useDeed } from '../../app/api.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { SecretView } from '../../components/secret-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

type Address = Answer<typeof readCalendar>['address'];

/** The secret address: made, shown once, changed, ended; and where it goes. */
export function AddressPanel({ address }: { address: Address }) {
  const { t, language } = useWords();
  const { ago, text } = useFormats();
  const { me } = useMe();
  const [secret, setSecret] = useState<string | null>(null);
  const [asking, setAsking] = useState<'renew' | 'revoke' | null>(null);
  const done = () => setAsking(null);
  const making = useDeed(makeCalendarAddress, {
    onSuccess: (made) => setSecret(made.address),
    onSettled: done,
  });
  const ending = useDeed(revokeCalendarAddress, { onSuccess: () => setSecret(null), onSettled: done });
  const make = () => making.mutate({ body: { language } });
  return (
    <>
      <Panel title={t('calendar.subscribe')}>
        <div className="sl-stack sl-tight">
          <p className="sl-small">{t('calendar.subscribe_says')}</p>
          <ProblemAlert error={making.error ?? ending.error} />
          {secret ? (
            <>
              <SecretView says={t('calendar.secret')} secret={secret} />
              <div>
                <a className="button button-default" href={secret.replace(/^https?:/, 'webcal:')}>
                  {t('calendar.open_here')}
                </a>
              </div>
            </>
          ) : null}
          {address && me ? (
            <p className="sl-muted sl-small">
              {t('calendar.made', { when: ago(address.createdAt), organisation: text(me.organisation.name) })}
              <br />
              {address.lastReadAt
                ? t('calendar.read', { when: ago(address.lastReadAt) })
                : t('calendar.never_read')}
            </p>
          ) : (
            <p className="sl-muted sl-small">{t('calendar.none')}</p>
          )}
          {address ? (
            <div className="sl-row">
              <Button onClick={() => setAsking('renew')}>{t('calendar.renew')}</Button>
              <Button tone="danger" onClick={() => setAsking('revoke')}>
                {t('calendar.revoke')}
              </Button>
            </div>
          ) : (
            <div>
              <Button tone="primary" pending={making.isPending} onClick={make}>
                {t('calendar.make')}
              </Button>
            </div>
          )}
        </div>
      </Panel>
      <Panel title={t('calendar.how')}>
        <dl className="sl-stack sl-tight">
          {(['phone', 'outlook', 'wecom'] as const).map((one) => (
            <div key={one}>
              <dt>
                <strong>{t(`calendar.how_${one}`)}</strong>
              </dt>
              <dd className="sl-small">{t(`calendar.how_${one}_says`)}</dd>
            </div>
          ))}
        </dl>
        <p className="sl-muted sl-small">{t('calendar.how_reach')}</p>
      </Panel>
      {asking ? (
        <Dialog
          title={t(`calendar.${asking}`)}
          okText={t(`calendar.${asking}`)}
          danger={asking === 'revoke'}
          pending={making.isPending || ending.isPending}
          onOk={() => (asking === 'renew' ? make() : ending.mutate({}))}
          onCancel={done}
        >
          {t(`calendar.${asking}_says`)}
        </Dialog>
      ) : null}
    </>
  );
}
