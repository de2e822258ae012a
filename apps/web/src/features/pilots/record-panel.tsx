import { type Pilot, recordObservations } from '@scenario-lab/contracts/pilots';
import { offsetsOf } from '@scenario-lab/tables/zone';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { NumberInput, SelectInput } from '../../components/choice-input.js';
import { Notice } from '../../components/notice.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { CsvIntake } from './csv-intake.js';
import { instantOf } from './observations-csv.js';

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

/** A point as it is typed. */
const empty: { at: string; value: number | null; reason: string } = { at: '', value: null, reason: '' };

function ByHand({ pilot }: { pilot: Pilot }) {
  const { t } = useWords();
  const { text } = useFormats();
  const ids = { kpi: useId(), at: useId(), site: useId(), value: useId(), reason: useId() };
  const [criterion, setCriterion] = useState(pilot.kpis[0]?.criterion.id ?? null);
  const [typed, setTyped] = useKept(`points-hand.${pilot.id}`, empty);
  const { at, value, reason } = typed;
  const [site, setSite] = useState(pilot.sites.length === 1 ? (pilot.sites[0] ?? null) : null);
  const recording = useDeed(recordObservations, {
    onSuccess: () => setTyped({ ...empty, at }),
  });
  const ready = criterion !== null && at !== '' && value !== null && Number.isFinite(value);
  const moment = at === '' ? null : instantOf(at, offsetsOf(pilot.timeZone));
  const outside =
    moment === null
      ? null
      : moment < pilot.window.from
        ? 'before_the_pilot'
        : moment >= pilot.window.until
          ? 'after_the_pilot'
          : Date.parse(moment) > Date.now() + 86_400_000
            ? 'in_the_future'
            : null;
  const save = () => {
    if (!ready || moment === null || outside !== null) return;
    const point = { criterion, at: moment, value, site: site ?? undefined };
    recording.mutate({
      params: { id: pilot.id },
      body: { points: [point], source: 'manual', reason: reason.trim() || undefined },
    });
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
          <label htmlFor={ids.at}>{t('pilots.at_in', { zone: pilot.timeZone })}</label>
          <TextInput
            id={ids.at}
            type="datetime-local"
            value={at}
            onChange={(event) => setTyped({ ...typed, at: event.target.value })}
          />
        </div>
        {pilot.sites.length > 1 ? (
          <div>
            <label htmlFor={ids.site}>{t('pilots.site')}</label>
            <SelectInput
              id={ids.site}
              value={site}
              onChange={setSite}
              options={pilot.sites.map((one) => ({ value: one, label: one }))}
            />
          </div>
        ) : null}
        <div>
          <label htmlFor={ids.value}>{t('pilots.value')}</label>
          <NumberInput
            id={ids.value}
            value={value}
            onChange={(next) => setTyped({ ...typed, value: next })}
          />
        </div>
        <div>
          <label htmlFor={ids.reason}>{t('pilots.correction_reason')}</label>
          <TextInput
            id={ids.reason}
            value={reason}
            maxLength={500}
            onChange={(event) => setTyped({ ...typed, reason: event.target.value })}
          />
        </div>
        <Button submit pending={recording.isPending} disabled={!ready || moment === null || outside !== null}>
          {t('pilots.record_one')}
        </Button>
      </div>
      {outside ? (
        <p role="alert" className="sl-small" style={{ color: 'var(--fail)' }}>
          {t('field.at')}
          {t('common.colon')}
          {t(`problem.field.${outside}`)}
        </p>
      ) : null}
      <ProblemAlert error={recording.error} />
      {recording.data ? (
        <p role="status" className="sl-small">
          {t(
            recording.data.quarantined > 0
              ? 'quarantine.apart_one'
              : recording.data.corrected > 0
                ? 'pilots.corrected_one'
                : recording.data.accepted > 0
                  ? 'pilots.recorded_one'
                  : 'pilots.recorded_before',
            { shown: '1' },
          )}
        </p>
      ) : null}
    </form>
  );
}
