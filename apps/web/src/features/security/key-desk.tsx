import { compromiseKey, type LabKey, listKeys } from '@scenario-lab/contracts/certificates';
import { useId, useState } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** The lab's keys, and the one thing its administrator can say of them. */
export function KeyDesk() {
  const { t } = useWords();
  const { instant } = useFormats();
  const { data, error } = useRow(listKeys, {});
  const [marking, setMarking] = useState<LabKey | null>(null);
  return (
    <Panel title={t('security.keys')}>
      <div className="sl-stack sl-tight">
        <p className="sl-muted sl-small">{t('security.keys_says')}</p>
        <ProblemAlert error={error} />
        <ul className="sl-plain sl-stack sl-tight">
          {(data ?? []).map((key) => (
            <li key={key.keyId} className="sl-row sl-spread">
              <span>
                <code>{key.keyId}</code>{' '}
                <span className="sl-muted sl-small">
                  {key.until
                    ? t('security.key_closed', { from: instant(key.from), until: instant(key.until) })
                    : t('security.key_open', { from: instant(key.from) })}
                </span>{' '}
                {key.compromisedSince ? (
                  <ToneTag tone="fail">
                    {t('security.key_compromised', { since: instant(key.compromisedSince) })}
                  </ToneTag>
                ) : null}
              </span>
              <Button small tone="danger" onClick={() => setMarking(key)}>
                {t('security.mark')}
              </Button>
            </li>
          ))}
        </ul>
        {marking ? <MarkDialog keyId={marking.keyId} onEnd={() => setMarking(null)} /> : null}
      </div>
    </Panel>
  );
}

function MarkDialog({ keyId, onEnd }: { keyId: string; onEnd: () => void }) {
  const { t } = useWords();
  const ids = { since: useId(), reason: useId() };
  const empty = { since: '', reason: '' };
  const [said, setSaid] = useKept(`key.${keyId}`, empty);
  const { since, reason } = said;
  const deed = useDeed(compromiseKey, {
    onSuccess: () => {
      setSaid(empty);
      onEnd();
    },
  });
  const moment = since === '' ? null : new Date(since);
  return (
    <Dialog
      title={t('security.mark')}
      okText={t('security.mark')}
      danger
      okDisabled={moment === null || reason.trim() === ''}
      pending={deed.isPending}
      onOk={() => {
        if (!moment) return;
        deed.mutate({ params: { keyId }, body: { since: moment.toISOString(), reason: reason.trim() } });
      }}
      onCancel={onEnd}
    >
      <div className="sl-stack sl-tight">
        <p>
          <code>{keyId}</code>
        </p>
        <p>{t('security.keys_says')}</p>
        <label htmlFor={ids.since}>{t('security.since')}</label>
        <TextInput
          id={ids.since}
          type="datetime-local"
          value={since}
          onChange={(event) => setSaid({ ...said, since: event.target.value })}
        />
        <label htmlFor={ids.reason}>{t('security.reason')}</label>
        <TextArea
          id={ids.reason}
          value={reason}
          maxLength={5_000}
          onChange={(event) => setSaid({ ...said, reason: event.target.value })}
        />
        <ProblemAlert error={deed.error} />
      </div>
    </Dialog>
  );
}
