import {
  decideQuarantine,
  listQuarantine,
  type QuarantinedPoint,
} from '@scenario-lab/contracts/pilot-quarantine';
import type { Pilot } from '@scenario-lab/contracts/pilots';
import { useId, useState } from 'react';
import { useDeed, usePages } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { keep } from '../../components/kept.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { ToneTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { useAhead } from './point-marks.js';
import { ReasonDialog } from './reason-dialog.js';

const states = ['open', 'decided'] as const;
type Decision = 'release' | 'drop';

/** Points that count nowhere until the department has looked at them; both sides see which and why. */
export function QuarantinePanel({ pilot }: { pilot: Pilot }) {
  const { t } = useWords();
  const { count } = useFormats();
  const field = useId();
  const [state, setState] = useState<(typeof states)[number]>('open');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState<Decision | null>(null);
  const [looking, setLooking] = useState(false);
  const pages = usePages(listQuarantine, { state, limit: '10' }, { id: pilot.id });
  const points = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const decides = pilot.allowed.includes('pilot.decide_points') && state === 'open';
  const picked = chosen.filter((id) => points.some((point) => point.id === id));
  if (pilot.status === 'planned') return null;
  // Where nothing waits, a line is enough.
  if (pilot.quarantined === 0 && !looking)
    return (
      <Panel title={t('quarantine.title')}>
        <p className="sl-row">
          <span className="sl-muted">{t('quarantine.none_open')}</span>
          <Button
            small
            onClick={() => {
              setLooking(true);
              setState('decided');
            }}
          >
            {t('quarantine.state.decided')}
          </Button>
        </p>
      </Panel>
    );
  return (
    <Panel title={t('quarantine.title')}>
      <div className="sl-stack">
        <p className="sl-muted sl-small">{t('quarantine.says')}</p>
        <div className="record-line">
          <div>
            <label htmlFor={field}>{t('quarantine.show')}</label>
            <SelectInput
              id={field}
              value={state}
              onChange={(value) => setState(states.find((one) => one === value) ?? 'open')}
              options={states.map((value) => ({ value, label: t(`quarantine.state.${value}`) }))}
            />
          </div>
        </div>
        <ProblemAlert error={pages.error} />
        {pages.data && points.length === 0 ? (
          <p className="sl-muted">{t(`quarantine.none_${state}`)}</p>
        ) : null}
        {points.length > 0 ? (
          <Apart pilot={pilot} points={points} picked={picked} onPick={decides ? setChosen : null} />
        ) : null}
        <div className="sl-row">
          {pages.hasNextPage ? (
            <Button pending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {t('quarantine.more')}
            </Button>
          ) : null}
          {decides && picked.length > 0 ? (
            <>
              <Button tone="primary" onClick={() => setAsking('release')}>
                {t('quarantine.release', { shown: count(picked.length) })}
              </Button>
              <Button tone="danger" onClick={() => setAsking('drop')}>
                {t('quarantine.drop', { shown: count(picked.length) })}
              </Button>
            </>
          ) : null}
        </div>
        {asking ? (
          <DecideDialog
            pilotId={pilot.id}
            decision={asking}
            points={picked}
            onEnd={() => {
              setAsking(null);
              setChosen([]);
            }}
            onLeave={() => setAsking(null)}
          />
        ) : null}
      </div>
    </Panel>
  );
}

interface ApartProps {
  pilot: Pilot;
  points: readonly QuarantinedPoint[];
  picked: readonly string[];
  onPick: ((ids: readonly string[]) => void) | null;
}

function Apart({ pilot, points, picked, onPick }: ApartProps) {
  const { t } = useWords();
  const { instant, figure, text } = useFormats();
  const nameOf = (id: string) => text(pilot.kpis.find(({ criterion }) => criterion.id === id)?.name) || id;
  const every = picked.length === points.length;
  return (
    <div className="sl-scroll" ref={reachable}>
      <table className="sl-table">
        <thead>
          <tr>
            {onPick ? (
              <th scope="col">
                <input
                  type="checkbox"
                  aria-label={t('quarantine.choose_all')}
                  checked={every}
                  onChange={() => onPick(every ? [] : points.map(({ id }) => id))}
                />
              </th>
            ) : null}
            <th scope="col">{t('pilots.at')}</th>
            <th scope="col">{t('pilots.kpi')}</th>
            <th scope="col">{t('pilots.site')}</th>
            <th scope="col" className="sl-number">
              {t('pilots.value')}
            </th>
            <th scope="col">{t('quarantine.why')}</th>
            <th scope="col">{t('pilots.source')}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.id}>
              {onPick ? (
                <td>
                  <input
                    type="checkbox"
                    aria-label={t('quarantine.choose', { at: instant(point.at) })}
                    checked={picked.includes(point.id)}
                    onChange={({ target }) =>
                      onPick(target.checked ? [...picked, point.id] : picked.filter((id) => id !== point.id))
                    }
                  />
                </td>
              ) : null}
              <td>{instant(point.at)}</td>
              <td>{nameOf(point.criterion)}</td>
              <td>{point.site ?? '–'}</td>
              <td className="sl-number">{figure(point.value)}</td>
              <td>
                <Why point={point} />
              </td>
              <td>
                {t(`taxonomy.observation_source.${point.source}`)}
                {point.by ? (
                  <small className="sl-muted"> {t('pilots.point_by', { name: point.by })}</small>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Why({ point }: { point: QuarantinedPoint }) {
  const { t } = useWords();
  const { figure, instant } = useFormats();
  const ahead = useAhead();
  const { reason, detail, decided } = point;
  const bound = Number(detail);
  const said =
    reason === 'out_of_range'
      ? t(point.value < bound ? 'quarantine.reason.below' : 'quarantine.reason.above', {
          bound: figure(bound),
        })
      : reason === 'clock_ahead'
        ? t('quarantine.reason.clock_ahead', { ahead: ahead(bound) })
        : t('quarantine.reason.other_site', { site: detail });
  return (
    <>
      {said}
      {decided ? (
        <div className="sl-small">
          <ToneTag tone={decided.how === 'released' ? 'pass' : 'waiting'}>
            {t(`quarantine.${decided.how}`)}
          </ToneTag>{' '}
          <span className="sl-muted">
            {t('pilots.point_ended', { day: instant(decided.at), name: decided.by })} · {decided.reason}
          </span>
        </div>
      ) : null}
    </>
  );
}

interface DecideDialogProps {
  pilotId: string;
  decision: Decision;
  points: readonly string[];
  onEnd: () => void;
  onLeave: () => void;
}

function DecideDialog({ pilotId, decision, points, onEnd, onLeave }: DecideDialogProps) {
  const { t } = useWords();
  const { count } = useFormats();
  const kept = `quarantine.${pilotId}`;
  const deed = useDeed(decideQuarantine, {
    onSuccess: () => {
      keep(kept, null);
      onEnd();
    },
  });
  const params = { id: pilotId };
  return (
    <ReasonDialog
      name={t(`quarantine.${decision}`, { shown: count(points.length) })}
      says={t(`quarantine.${decision}_says`)}
      label={t('quarantine.why_field')}
      kept={kept}
      danger={decision === 'drop'}
      deed={{
        ...deed,
        mutate: (reason) => deed.mutate({ params, body: { points: [...points], decision, reason } }),
      }}
      onLeave={onLeave}
    />
  );
}
