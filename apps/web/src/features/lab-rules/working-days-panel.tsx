import { editWorkingDays, readWorkingDays, type WorkingDays } from '@scenario-lab/contracts/working-days';
import { type FormEvent, useId } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { keep } from '../../components/kept.js';
import { Notice } from '../../components/notice.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useWords } from '../../i18n/use-words.js';
import { readDays, writeDays } from './read-days.js';

type Saving = ReturnType<typeof useDeed<typeof editWorkingDays>>;

/** Public holidays and make-up days: what the lab says over what it was shipped with, and a year nobody has said yet. */
export function WorkingDaysPanel() {
  const { t, language } = useWords();
  const here = useMe();
  const { data, error } = useRow(readWorkingDays, {});
  // Above the fields, which begin anew with what was saved: that it was saved is said all the same.
  const saving = useDeed(editWorkingDays, { onSuccess: () => keep('working-days', null) });
  if (!data) return error ? <ProblemAlert error={error} /> : null;
  return (
    <Panel title={t('lab_console.days.title')}>
      <div className="sl-stack sl-tight">
        {data.missing.length > 0 ? (
          <Notice tone="warn">
            {t('lab_console.days.missing', { years: data.missing.join(language === 'zh' ? '、' : ', ') })}
          </Notice>
        ) : null}
        <p className="sl-muted sl-small">{t('lab_console.days.says')}</p>
        {here.may('lab.edit_service_levels') ? (
          <Days key={JSON.stringify(data.own)} own={data.own} saving={saving} />
        ) : (
          <Own own={data.own} />
        )}
      </div>
    </Panel>
  );
}

function Own({ own }: { own: WorkingDays['own'] }) {
  const { t } = useWords();
  const to = t('lab_console.days.to');
  if (own.off.length + own.on.length === 0) return <p>{t('lab_console.days.none')}</p>;
  return (
    <dl className="sl-facts">
      <dt>{t('lab_console.days.off')}</dt>
      <dd>{writeDays(own.off, to).replaceAll('\n', t('lab_console.days.between'))}</dd>
      <dt>{t('lab_console.days.on')}</dt>
      <dd>{writeDays(own.on, to).replaceAll('\n', t('lab_console.days.between'))}</dd>
    </dl>
  );
}

function Days({ own, saving }: { own: WorkingDays['own']; saving: Saving }) {
  const { t } = useWords();
  const ids = { off: useId(), on: useId() };
  const to = t('lab_console.days.to');
  const held = { off: writeDays(own.off, to), on: writeDays(own.on, to) };
  const [said, setSaid] = useKept('working-days', held);
  const saved = saving.isSuccess && JSON.stringify(said) === JSON.stringify(held);
  const read = { off: readDays(said.off), on: readDays(said.on) };
  const faulty = read.off.faults.length + read.on.faults.length > 0;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!faulty) saving.mutate({ body: { off: read.off.days, on: read.on.days } });
  };
  return (
    <form className="sl-stack sl-tight" onSubmit={send}>
      <ProblemAlert error={saving.error} />
      <div className="form-pair lab-rules-pair">
        {(['off', 'on'] as const).map((kind) => (
          <div key={kind}>
            <label htmlFor={ids[kind]}>{t(`lab_console.days.${kind}`)}</label>
            <TextArea
              id={ids[kind]}
              rows={6}
              value={said[kind]}
              maxLength={20_000}
              spellCheck={false}
              aria-invalid={read[kind].faults.length > 0}
              aria-describedby={`${ids[kind]}-help`}
              onChange={(event) => setSaid({ ...said, [kind]: event.target.value })}
            />
            <p id={`${ids[kind]}-help`} className="sl-muted sl-small">
              {read[kind].faults.length > 0
                ? t('lab_console.days.fault', { lines: read[kind].faults.join(', ') })
                : t('lab_console.days.help', { count: read[kind].days.length })}
            </p>
          </div>
        ))}
      </div>
      <div>
        <Button submit pending={saving.isPending} disabled={faulty}>
          {t('lab_console.days.save')}
        </Button>
      </div>
      {saved ? <p role="status">{t('lab_console.days.saved')}</p> : null}
    </form>
  );
}
