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
import type { FormEvent } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { NumberInput } from '../../components/choice-input.js';
import { keep } from '../../components/kept.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { useKept } from '../../components/use-kept.js';
import { useTitle } from '../../components/use-title.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import { WorkingDaysPanel } from './working-days-panel.js';

type Levels = Answer<typeof readServiceLevels>;
type Saving = ReturnType<typeof useDeed<typeof editServiceLevels>>;

/** What the lab promises by when, and which days it works. */
export function ServiceLevelsPage() {
  const { t } = useWords();
  useTitle(t('lab_rules.levels.title'));
  const { data, error, isPending } = useRow(readServiceLevels, {});
  // Above the form, which begins anew with what was saved: that it was saved is said all the same.
  const saving = useDeed(editServiceLevels, { onSuccess: () => keep('service-levels', null) });
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('lab_rules.levels.title')}</h1>
        <p className="sl-muted">{t('lab_rules.levels.lead')}</p>
      </header>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data ? <Levels key={JSON.stringify(data)} levels={data} saving={saving} /> : null}
      <WorkingDaysPanel />
    </div>
  );
}

interface Said {
  days: Record<string, number | null>;
}

function Levels({ levels, saving }: { levels: Levels; saving: Saving }) {
  const { t } = useWords();
  const changes = levels.allowed.includes('lab.edit_service_levels');
  const read: Said = {
    days: Object.fromEntries(
      promisedDeeds.map((deed) => [deed, levels.days[deed] ?? usualServiceDays[deed]]),
    ),
  };
  const [said, setSaid] = useKept<Said>('service-levels', read);
  const saved = saving.isSuccess && JSON.stringify(said) === JSON.stringify(read);
  const badDays = promisedDeeds.filter((deed) => {
    const days = said.days[deed];
    return typeof days !== 'number' || !Number.isInteger(days) || days < 1 || days > 90;
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate({ body: { days: said.days as ServiceLevels['days'] } });
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
                    <td className="sl-number lab-rules-days">
                      {changes ? (
                        <NumberInput
                          min={1}
                          max={90}
                          aria-label={wordFor('lab_rules.deeds', deed)}
                          value={said.days[deed] ?? null}
                          onChange={(value) => setSaid({ days: { ...said.days, [deed]: value } })}
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
      <ProblemAlert error={saving.error} />
      {changes ? (
        <p className="sl-row">
          <Button submit tone="primary" pending={saving.isPending} disabled={badDays.length > 0}>
            {t('common.save')}
          </Button>
          {saved ? <span role="status">{t('lab_rules.saved')}</span> : null}
        </p>
      ) : (
        <p className="sl-muted">{t('lab_rules.admin_only')}</p>
      )}
    </form>
  );
}
