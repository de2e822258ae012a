import './lab-rules.css';
import {
  editServiceLevels,
  type PromisedDeed,
  promisedDeeds,
  readServiceLevels,
  type ServiceLevels,
  usualServiceDays,
} from '@scenario-lab/contracts/lab-rules';
import type { Answer } from '@scenario-lab/contracts/route';
import { type FormEvent, useId } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { NumberInput } from '../../components/choice-input.js';
import { keep } from '../../components/kept.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { TextArea } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

type Levels = Answer<typeof readServiceLevels>;

/** What the lab promises by when, and which days it works. */
export function ServiceLevelsPage() {
  const { t } = useWords();
  useTitle(t('lab_rules.levels.title'));
  const { data, error, isPending } = useRow(readServiceLevels, {});
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('lab_rules.levels.title')}</h1>
        <p className="sl-muted">{t('lab_rules.levels.lead')}</p>
      </header>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data ? <Levels key={JSON.stringify(data)} levels={data} /> : null}
    </div>
  );
}

interface Said {
  days: Record<string, number | null>;
  off: string;
  on: string;
}

const datesOf = (text: string) => text.split(/[\s,，、;；]+/).filter(Boolean);
const isDay = (text: string) =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

function Levels({ levels }: { levels: Levels }) {
  const { t } = useWords();
  const { day } = useFormats();
  const ids = { off: useId(), on: useId() };
  const changes = levels.allowed.includes('lab.edit_service_levels');
  const read: Said = {
    days: Object.fromEntries(
      promisedDeeds.map((deed) => [deed, levels.days[deed] ?? usualServiceDays[deed]]),
    ),
    off: levels.off.join('\n'),
    on: levels.on.join('\n'),
  };
  const [said, setSaid] = useKept<Said>('service-levels', read);
  const saving = useDeed(editServiceLevels, { onSuccess: () => keep('service-levels', null) });
  const bad = {
    off: datesOf(said.off).filter((one) => !isDay(one)),
    on: datesOf(said.on).filter((one) => !isDay(one)),
  };
  const both = datesOf(said.off).filter((one) => datesOf(said.on).includes(one));
  const badDays = promisedDeeds.filter((deed) => {
    const days = said.days[deed];
    return typeof days !== 'number' || !Number.isInteger(days) || days < 1 || days > 90;
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate({
      body: {
        days: said.days as ServiceLevels['days'],
        off: datesOf(said.off),
        on: datesOf(said.on),
      },
    });
  };
  return (
    <form className="sl-stack" onSubmit={send}>
      <Panel title={t('lab_rules.levels.promises')}>
        <div className="sl-stack sl-tight">
          <p className="sl-muted sl-small">{t('lab_rules.levels.promises_says')}</p>
          <div className="sl-scroll" ref={reachable}>
            <table className="sl-table">
              <thead>
                <tr>
                  <th scope="col">{t('lab_rules.levels.deed')}</th>
                  <th scope="col" className="sl-number">
                    {t('lab_rules.levels.days')}
                  </th>
                  <th scope="col" className="sl-number">
                    {t('lab_rules.levels.usual')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {promisedDeeds.map((deed: PromisedDeed) => (
                  <tr key={deed}>
                    <td>{wordFor('lab_rules.deeds', deed)}</td>
                    <td className="sl-number">
                      {changes ? (
                        <NumberInput
                          min={1}
                          max={90}
                          aria-label={wordFor('lab_rules.deeds', deed)}
                          value={said.days[deed] ?? null}
                          onChange={(value) => setSaid({ ...said, days: { ...said.days, [deed]: value } })}
                        />
                      ) : (
                        said.days[deed]
                      )}
                    </td>
                    <td className="sl-number">{usualServiceDays[deed]}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {badDays.length > 0 ? (
            <p role="alert" className="lab-rules-bad">
              {t('lab_rules.levels.bad_days')}
            </p>
          ) : null}
        </div>
      </Panel>
      <Panel title={t('lab_rules.levels.calendar')}>
        <div className="sl-stack sl-tight">
          <p className="sl-muted sl-small">
            {t('lab_rules.levels.calendar_says', { day: day(levels.holidaysUntil) })}
          </p>
          <div className="form-pair">
            {(['off', 'on'] as const).map((which) => (
              <div key={which}>
                <label htmlFor={ids[which]}>{t(`lab_rules.levels.${which}`)}</label>
                <TextArea
                  id={ids[which]}
                  rows={5}
                  readOnly={!changes}
                  spellCheck={false}
                  placeholder="2027-10-01"
                  aria-invalid={bad[which].length > 0}
                  aria-describedby={`${ids[which]}-help`}
                  value={said[which]}
                  onChange={(event) => setSaid({ ...said, [which]: event.target.value })}
                />
                <p id={`${ids[which]}-help`} className="sl-muted sl-small">
                  {bad[which].length > 0
                    ? t('lab_rules.levels.bad_dates', { dates: bad[which].slice(0, 3).join(', ') })
                    : t('lab_rules.levels.dates_help')}
                </p>
              </div>
            ))}
          </div>
          {both.length > 0 ? (
            <p role="alert" className="lab-rules-bad">
              {t('lab_rules.levels.both', { dates: both.slice(0, 3).join(', ') })}
            </p>
          ) : null}
        </div>
      </Panel>
      <ProblemAlert error={saving.error} />
      {changes ? (
        <p className="sl-row">
          <Button
            submit
            tone="primary"
            pending={saving.isPending}
            disabled={bad.off.length + bad.on.length + both.length + badDays.length > 0}
          >
            {t('common.save')}
          </Button>
          {saving.isSuccess ? <span role="status">{t('lab_rules.saved')}</span> : null}
        </p>
      ) : (
        <p className="sl-muted">{t('lab_rules.admin_only')}</p>
      )}
    </form>
  );
}
