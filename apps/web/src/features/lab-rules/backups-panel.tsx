import { backupKinds, noteBackup } from '@scenario-lab/contracts/lab-rules';
import { type FormEvent, useId } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { DayInput, SelectInput } from '../../components/choice-input.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { labToday, useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import type { Upkeep } from './upkeep.js';

/** A copy older than this is said to be old. */
const freshDays = 7;
type Kind = (typeof backupKinds)[number];

/** The lab makes no copies by itself and does not say that it does: who makes one writes it down here. */
export function BackupsPanel({ upkeep }: { upkeep: Upkeep }) {
  const { t } = useWords();
  const { day } = useFormats();
  const newest = (kind: Kind) =>
    upkeep.backups
      .filter((one) => one.kind === kind)
      .reduce((last, one) => (one.day > last ? one.day : last), '');
  const last = newest('backup');
  const drill = newest('drill');
  const since = new Date(Date.parse(labToday()) - freshDays * 86_400_000).toISOString().slice(0, 10);
  const fresh = last >= since;
  return (
    <Panel
      title={t('lab_rules.backups.title')}
      extra={
        <ToneTag tone={fresh ? 'pass' : 'fail'}>
          {last ? t('lab_rules.backups.last', { day: day(last) }) : t('lab_rules.backups.never')}
        </ToneTag>
      }
    >
      <div className="sl-stack sl-tight">
        <p>{t('lab_rules.backups.says')}</p>
        <p>
          {drill ? t('lab_rules.backups.drilled', { day: day(drill) }) : t('lab_rules.backups.not_drilled')}
        </p>
        {upkeep.allowed.includes('lab.note_backup') ? <NoteForm /> : null}
        <ul className="sl-plain sl-stack sl-tight">
          {upkeep.backups.map((one) => (
            <li key={one.id} className="sl-small">
              <strong>{t(`lab_rules.backups.kinds.${one.kind}`)}</strong> {day(one.day)} · {one.place}{' '}
              <span className="sl-muted">· {one.by}</span>
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}

function NoteForm() {
  const { t } = useWords();
  const ids = { kind: useId(), day: useId(), place: useId() };
  const empty: { kind: Kind; day: string; place: string } = { kind: 'backup', day: labToday(), place: '' };
  const [said, setSaid] = useKept('backup', empty);
  const noting = useDeed(noteBackup, { onSuccess: () => setSaid(empty) });
  const send = (event: FormEvent) => {
    event.preventDefault();
    noting.mutate({ body: { ...said, place: said.place.trim() } });
  };
  return (
    <form className="sl-stack sl-tight" onSubmit={send}>
      <div className="form-pair lab-rules-pair">
        <div>
          <label htmlFor={ids.kind}>{t('lab_rules.backups.kind')}</label>
          <SelectInput
            id={ids.kind}
            value={said.kind}
            options={backupKinds.map((value) => ({ value, label: t(`lab_rules.backups.kinds.${value}`) }))}
            onChange={(kind) => setSaid({ ...said, kind: kind === 'drill' ? 'drill' : 'backup' })}
          />
        </div>
        <div>
          <label htmlFor={ids.day}>{t('lab_rules.backups.day')}</label>
          <DayInput id={ids.day} value={said.day} onChange={(day) => setSaid({ ...said, day: day ?? '' })} />
        </div>
        <div>
          <label htmlFor={ids.place}>{t('lab_rules.backups.place')}</label>
          <TextInput
            id={ids.place}
            maxLength={200}
            value={said.place}
            onChange={(event) => setSaid({ ...said, place: event.target.value })}
          />
        </div>
      </div>
      <ProblemAlert error={noting.error} />
      <Button submit pending={noting.isPending} disabled={!said.place.trim() || !said.day}>
        {t('lab_rules.backups.note')}
      </Button>
    </form>
  );
}
