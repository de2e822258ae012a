import { type Call, postponeCall } from '@scenario-lab/contracts/calls';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { labTimeZone, useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Each time the deadline was moved, said why; and moving it, for whose call it is. */
export function Postponements({ call }: { call: Call }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const may = call.allowed.includes('call.postpone');
  if (call.postponed.length === 0 && !may) return null;
  return (
    <Panel title={t('panel.postpone.title')}>
      {call.postponed.map((one) => (
        <p key={one.at}>
          {t('panel.postpone.was', {
            at: instant(one.at),
            from: instant(one.from),
            to: instant(one.to),
            reason: one.reason,
          })}
        </p>
      ))}
      {may ? <Postpone id={call.id} /> : null}
    </Panel>
  );
}

function Postpone({ id }: { id: string }) {
  const { t } = useWords();
  const field = useId();
  const [open, setOpen] = useState(false);
  const empty = { deadline: '', reason: '' };
  const [said, setSaid] = useKept(`postpone.${id}`, empty);
  const moving = useDeed(postponeCall, {
    onSuccess: () => {
      setSaid(empty);
      setOpen(false);
    },
  });
  const ready = said.deadline !== '' && said.reason.trim() !== '';
  if (!open)
    return (
      <div className="unprinted">
        <Button onClick={() => setOpen(true)}>{t('panel.postpone.title')}</Button>
      </div>
    );
  return (
    <form
      className="sl-stack sl-tight unprinted"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready)
          moving.mutate({ params: { id }, body: { deadline: said.deadline, reason: said.reason.trim() } });
      }}
    >
      <p className="sl-muted">{t('panel.postpone.lead')}</p>
      <div>
        <label htmlFor={`${field}-deadline`}>{t('panel.postpone.deadline')}</label>
        <TextInput
          id={`${field}-deadline`}
          type="datetime-local"
          value={said.deadline}
          onChange={(event) => setSaid({ ...said, deadline: event.target.value })}
        />
        <p className="sl-muted sl-small">{t('calls.form.deadline_help', { zone: labTimeZone() })}</p>
      </div>
      <div>
        <label htmlFor={`${field}-reason`}>{t('panel.postpone.reason')}</label>
        <TextArea
          id={`${field}-reason`}
          rows={2}
          maxLength={5_000}
          value={said.reason}
          onChange={(event) => setSaid({ ...said, reason: event.target.value })}
        />
      </div>
      <ProblemAlert error={moving.error} />
      <div className="sl-row">
        <Button tone="primary" submit pending={moving.isPending} disabled={!ready}>
          {t('panel.postpone.send')}
        </Button>
        <Button onClick={() => setOpen(false)}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
