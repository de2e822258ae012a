import {
  confirmObservations,
  listObservations,
  type Pilot,
  pointStates,
  type RecordedPoint,
  voidObservations,
} from '@scenario-lab/contracts/pilots';
import { useId, useState } from 'react';
import { useDeed, usePages } from '../../app/api.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { keep } from '../../components/kept.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { ToneTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { ReasonDialog } from './reason-dialog.js';

const tones = { stands: 'pass', replaced: 'waiting', voided: 'fail' } as const;
type Way = 'void' | 'confirm';

/** Which points somebody may mark: each side voids its own, the lab confirms the department's. */
export function markableBy(
  pilot: Pick<Pilot, 'allowed' | 'department'>,
  organisationId: string | undefined,
): { way: Way; may: (point: RecordedPoint) => boolean } | null {
  if (pilot.allowed.includes('pilot.confirm_points')) {
    return {
      way: 'confirm',
      may: ({ state, source, confirmed }) =>
        state === 'stands' && confirmed === null && (source === 'csv' || source === 'manual'),
    };
  }
  if (!pilot.allowed.includes('pilot.void_points')) return null;
  const own = organisationId === pilot.department.id;
  return {
    way: 'void',
    may: ({ state, source }) => state === 'stands' && (source === 'self_reported') !== own,
  };
}

/** Every point that came in, what became of it and why. */
export function PointsPanel({ pilot }: { pilot: Pilot }) {
  const { t } = useWords();
  const { text, count } = useFormats();
  const here = useMe();
  const ids = { kpi: useId(), state: useId() };
  const [criterion, setCriterion] = useState<string | null>(null);
  const [state, setState] = useState<string | null>(null);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState(false);
  const pages = usePages(
    listObservations,
    { criterion: criterion ?? undefined, state: state ?? undefined, limit: '10' },
    { id: pilot.id },
  );
  const points = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const marking = markableBy(pilot, here.me?.organisation.id);
  const open = marking ? points.filter(marking.may).map(({ id }) => id) : [];
  const picked = chosen.filter((id) => open.includes(id));
  if (pilot.status === 'planned') return null;
  return (
    <Panel title={t('pilots.points')}>
      <div className="sl-stack">
        <p className="sl-muted sl-small">{t('pilots.points_says')}</p>
        <div className="record-line">
          <div>
            <label htmlFor={ids.kpi}>{t('pilots.kpi')}</label>
            <SelectInput
              id={ids.kpi}
              value={criterion}
              onChange={setCriterion}
              none={t('pilots.points_all')}
              options={pilot.kpis.map((kpi) => ({ value: kpi.criterion.id, label: text(kpi.name) }))}
            />
          </div>
          <div>
            <label htmlFor={ids.state}>{t('common.status')}</label>
            <SelectInput
              id={ids.state}
              value={state}
              onChange={setState}
              none={t('pilots.points_all')}
              options={pointStates.map((one) => ({ value: one, label: t(`pilots.point_state.${one}`) }))}
            />
          </div>
        </div>
        <ProblemAlert error={pages.error} />
        {points.length === 0 ? (
          <p className="sl-muted">{t('pilots.points_none')}</p>
        ) : (
          <PointTable
            pilot={pilot}
            points={points}
            open={open}
            picked={picked}
            onPick={marking ? setChosen : null}
          />
        )}
        <div className="sl-row">
          {pages.hasNextPage ? (
            <Button pending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {t('pilots.points_more')}
            </Button>
          ) : null}
          {marking && picked.length > 0 ? (
            <Button tone={marking.way === 'void' ? 'danger' : 'primary'} onClick={() => setAsking(true)}>
              {t(`deed.pilot.${marking.way}_points.label`, { shown: count(picked.length) })}
            </Button>
          ) : null}
        </div>
        {marking && asking ? (
          <MarkDialog
            pilot={pilot}
            way={marking.way}
            points={picked}
            onEnd={() => {
              setAsking(false);
              setChosen([]);
            }}
            onLeave={() => setAsking(false)}
          />
        ) : null}
      </div>
    </Panel>
  );
}

interface PointTableProps {
  pilot: Pilot;
  points: readonly RecordedPoint[];
  open: readonly string[];
  picked: readonly string[];
  onPick: ((ids: readonly string[]) => void) | null;
}

function PointTable({ pilot, points, open, picked, onPick }: PointTableProps) {
  const { t } = useWords();
  const { instant, figure, text } = useFormats();
  const nameOf = (id: string) => text(pilot.kpis.find(({ criterion }) => criterion.id === id)?.name) || id;
  const every = open.length > 0 && picked.length === open.length;
  return (
    <div className="sl-scroll" ref={reachable}>
      <table className="sl-table">
        <thead>
          <tr>
            {onPick ? (
              <th scope="col">
                <input
                  type="checkbox"
                  aria-label={t('pilots.points_choose_all')}
                  checked={every}
                  disabled={open.length === 0}
                  onChange={() => onPick(every ? [] : open)}
                />
              </th>
            ) : null}
            <th scope="col">{t('pilots.at')}</th>
            <th scope="col">{t('pilots.kpi')}</th>
            <th scope="col">{t('pilots.site')}</th>
            <th scope="col" className="sl-number">
              {t('pilots.value')}
            </th>
            <th scope="col">{t('pilots.source')}</th>
            <th scope="col">{t('common.status')}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.id}>
              {onPick ? (
                <td>
                  {open.includes(point.id) ? (
                    <input
                      type="checkbox"
                      aria-label={t('pilots.points_choose', { at: instant(point.at) })}
                      checked={picked.includes(point.id)}
                      onChange={({ target }) =>
                        onPick(
                          target.checked ? [...picked, point.id] : picked.filter((id) => id !== point.id),
                        )
                      }
                    />
                  ) : null}
                </td>
              ) : null}
              <td>{instant(point.at)}</td>
              <td>{nameOf(point.criterion)}</td>
              <td>{point.site ?? '–'}</td>
              <td className="sl-number">
                {point.state === 'stands' ? figure(point.value) : <s>{figure(point.value)}</s>}
              </td>
              <td>
                {t(`taxonomy.observation_source.${point.source}`)}
                <small className="sl-muted">
                  {' '}
                  {point.by ? t('pilots.point_by', { name: point.by }) : null}
                </small>
              </td>
              <td>
                <PointState point={point} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PointState({ point }: { point: RecordedPoint }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const { state, ended, confirmed } = point;
  const said = ended ?? confirmed;
  return (
    <>
      <ToneTag tone={tones[state]}>{t(`pilots.point_state.${state}`)}</ToneTag>{' '}
      {ended === null && confirmed ? t('pilots.point_confirmed') : null}
      {said ? (
        <small className="sl-muted">
          {' '}
          {t('pilots.point_ended', { day: instant(said.at), name: said.by })}
          {ended ? (ended.reason ? ` · ${ended.reason}` : null) : ` · ${confirmed?.on ?? ''}`}
        </small>
      ) : null}
    </>
  );
}

interface MarkDialogProps {
  pilot: Pilot;
  way: Way;
  points: readonly string[];
  onEnd: () => void;
  onLeave: () => void;
}

function MarkDialog({ pilot, way, points, onEnd, onLeave }: MarkDialogProps) {
  const { t } = useWords();
  const { count } = useFormats();
  const kept = `points.${pilot.id}`;
  const deed = useDeed(way === 'void' ? voidObservations : confirmObservations, {
    onSuccess: () => {
      keep(kept, null);
      onEnd();
    },
  });
  const params = { id: pilot.id };
  return (
    <ReasonDialog
      name={t(`deed.pilot.${way}_points.label`, { shown: count(points.length) })}
      says={t(`deed.pilot.${way}_points.says`)}
      label={t(`deed.pilot.${way}_points.field`)}
      kept={kept}
      danger={way === 'void'}
      deed={{
        ...deed,
        mutate: (reason) => deed.mutate({ params, body: { points: [...points], reason } }),
      }}
      onLeave={onLeave}
    />
  );
}
