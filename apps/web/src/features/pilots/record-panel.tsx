import { type Pilot, recordObservations } from '@scenario-lab/contracts/pilots';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { NumberInput, SelectInput } from '../../components/choice-input.js';
import { Notice } from '../../components/notice.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextInput } from '../../components/text-input.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { CsvIntake } from './csv-intake.js';

/** Field values by hand and from a file; whose points count follows from who records them. */
export function RecordPanel({ pilot }: { pilot: Pilot }) {
  const { t } = useWords();
  const here = useMe();
  if (!pilot.allowed.includes('pilot.record')) return null;
  const counts = here.me?.organisation.id === pilot.department.id;
  return (
    <Panel title={t('pilots.record')}>
      <div className="sl-stack">
        {counts ? (
          <p className="sl-muted sl-small">{t('pilots.record_counts')}</p>
        ) : (
          <Notice tone="warn">{t('pilots.record_self_reported')}</Notice>
        )}
        <ByHand pilot={pilot} />
        <CsvIntake pilot={pilot} />
      </div>
    </Panel>
  );
}

function ByHand({ pilot }: { pilot: Pilot }) {
  const { t } = useWords();
  const { text } = useFormats();
  const ids = { kpi: useId(), at: useId(), value: useId() };
  const [criterion, setCriterion] = useState(pilot.kpis[0]?.criterion.id ?? null);
  const [at, setAt] = useState('');
  const [value, setValue] = useState<number | null>(null);
  const recording = useDeed(recordObservations, { onSuccess: () => setValue(null) });
  const ready = criterion !== null && at !== '' && value !== null && Number.isFinite(value);
  const future = at !== '' && new Date(at).getTime() > Date.now() + 86_400_000;
  const save = () => {
    if (!ready || future) return;
    const point = { criterion, at: new Date(at).toISOString(), value };
    recording.mutate({ params: { id: pilot.id }, body: { points: [point], source: 'manual' } });
  };
  return (
    <form
      className="sl-stack sl-tight"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h3>{t('pilots.by_hand')}</h3>
      <div className="record-line">
        <div>
          <label htmlFor={ids.kpi}>{t('pilots.kpi')}</label>
          <SelectInput
            id={ids.kpi}
            value={criterion}
            onChange={setCriterion}
            options={pilot.kpis.map((kpi) => ({ value: kpi.criterion.id, label: text(kpi.name) }))}
          />
        </div>
        <div>
          <label htmlFor={ids.at}>{t('pilots.at')}</label>
          <TextInput
            id={ids.at}
            type="datetime-local"
            value={at}
            onChange={(event) => setAt(event.target.value)}
          />
        </div>
        <div>
          <label htmlFor={ids.value}>{t('pilots.value')}</label>
          <NumberInput id={ids.value} value={value} onChange={setValue} />
        </div>
        <Button submit pending={recording.isPending} disabled={!ready || future}>
          {t('pilots.record_one')}
        </Button>
      </div>
      {future ? (
        <p role="alert" className="sl-small" style={{ color: 'var(--fail)' }}>
          {t('field.at')}
          {t('common.colon')}
          {t('problem.field.in_the_future')}
        </p>
      ) : null}
      <ProblemAlert error={recording.error} />
      {recording.data ? (
        <p role="status" className="sl-small">
          {t(recording.data.accepted > 0 ? 'pilots.recorded_one' : 'pilots.recorded_before')}
        </p>
      ) : null}
    </form>
  );
}
