import { type Milestone, type Pilot, tickMilestone } from '@scenario-lab/contracts/pilots';
import { useDeed } from '../../app/api.js';
import { Icon } from '../../components/icon.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextView } from '../../components/text-view.js';
import { labToday, useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** What was agreed by when; whoever may ticks it, and takes the tick back. */
export function MilestonesPanel({ pilot }: { pilot: Pilot }) {
  const { t } = useWords();
  const ticking = useDeed(tickMilestone);
  if (pilot.milestones.length === 0) return null;
  const may = pilot.allowed.includes('pilot.tick');
  const tick = ({ id, done }: Milestone) =>
    ticking.mutate({ params: { id: pilot.id, milestoneId: id }, body: { done: done === null } });
  return (
    <Panel title={t('pilots.milestones')}>
      <ol className="milestones sl-plain sl-stack sl-tight">
        {pilot.milestones.map((one) => (
          <MilestoneLine
            key={one.id}
            milestone={one}
            pending={ticking.isPending}
            onTick={may ? () => tick(one) : undefined}
          />
        ))}
      </ol>
      {may ? <p className="sl-muted sl-small">{t('pilots.milestones_says')}</p> : null}
      <ProblemAlert error={ticking.error} />
    </Panel>
  );
}

function MilestoneLine(props: { milestone: Milestone; pending: boolean; onTick: (() => void) | undefined }) {
  const { t } = useWords();
  const { day, text } = useFormats();
  const { title, due, done } = props.milestone;
  const late = !done && due < labToday();
  return (
    <li>
      {props.onTick ? (
        <input
          type="checkbox"
          checked={done !== null}
          disabled={props.pending}
          aria-label={text(title)}
          onChange={props.onTick}
        />
      ) : (
        <Icon name={done ? 'check' : 'clock'} />
      )}
      <span className="sl-muted">{day(due)}</span>
      <span>
        <TextView text={title} />
        <span className="sl-visually-hidden">
          {t(done ? 'pilots.milestone_done' : 'pilots.milestone_open')}
        </span>
        {late ? <span className="sl-chip">{t('pilots.milestone_late')}</span> : null}
        {done ? (
          <small className="sl-muted milestone-by">
            {t('pilots.milestone_by', {
              day: day(done.at),
              name: [done.by, text(done.organisation.name)].filter(Boolean).join(' · '),
            })}
          </small>
        ) : null}
      </span>
    </li>
  );
}
