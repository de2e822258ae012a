import './gantt.css';
import type { Pilot } from '@scenario-lab/contracts/pilots';
import { reachable } from '../../components/reachable.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { labToday, useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

const wide = 640;
const row = 26;
const head = 22;
const dayMs = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);

/** The plan over its time: a bar where work was given a beginning, a diamond where only an end was agreed. */
export function Gantt({ pilot }: { pilot: Pilot }) {
  const { t } = useWords();
  const { text, day } = useFormats();
  const today = labToday();
  const milestones = [...pilot.milestones].sort((one, other) =>
    (one.from ?? one.due).localeCompare(other.from ?? other.due),
  );
  const days = [
    pilot.from,
    pilot.until,
    ...milestones.flatMap(({ from, due }) => (from ? [from, due] : [due])),
  ];
  const first = Math.min(...days.map(at));
  const last = Math.max(...days.map(at)) + dayMs;
  const x = (of: string, end = 0) => ((at(of) + end * dayMs - first) / (last - first)) * wide;
  const height = head + row * (milestones.length + 1);
  /** Under way is what was given a beginning that has come; what has an end alone is only ahead until then. */
  const state = ({ from, due, done }: Pilot['milestones'][number]) =>
    done ? 'done' : due < today ? 'late' : from && from <= today ? 'open' : 'ahead';
  return (
    <div className="sl-stack">
      <div className="gantt" aria-hidden="true">
        <ol className="gantt-names">
          <li>{t('plan.period')}</li>
          {milestones.map(({ id, title }) => (
            <li key={id}>{text(title)}</li>
          ))}
        </ol>
        <svg
          aria-hidden="true"
          className="gantt-drawing"
          viewBox={`0 0 ${wide} ${height}`}
          preserveAspectRatio="none"
          style={{ height }}
        >
          {monthsOf(first, last).map((month) => (
            <line key={month} className="gantt-month" x1={x(month)} x2={x(month)} y1={head - 6} y2={height} />
          ))}
          <rect
            className="gantt-period"
            x={x(pilot.from)}
            width={x(pilot.until, 1) - x(pilot.from)}
            y={head + 6}
            height={row - 12}
          />
          {milestones.map((one, place) => {
            const { id, from, due } = one;
            const top = head + row * (place + 1);
            const end = x(due, 1);
            const begin = from ? x(from) : end - 8;
            return (
              <rect
                key={id}
                className={`gantt-bar gantt-${state(one)}`}
                x={begin}
                width={Math.max(3, end - begin)}
                y={top + (from ? 5 : 8)}
                height={from ? row - 10 : row - 16}
              />
            );
          })}
          {at(today) >= first && at(today) < last ? (
            <line className="gantt-today" x1={x(today)} x2={x(today)} y1={0} y2={height} />
          ) : null}
        </svg>
      </div>
      <p className="gantt-ends sl-muted sl-small">
        <span>{day(new Date(first).toISOString().slice(0, 10))}</span>
        <span>{t('plan.today_line', { day: day(today) })}</span>
        <span>{day(new Date(last - dayMs).toISOString().slice(0, 10))}</span>
      </p>
      <div className="sl-scroll" ref={reachable}>
        <table className="sl-table sl-folds">
          <caption className="sl-visually-hidden">{t('plan.schedule')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('pilots.milestones')}</th>
              <th scope="col">{t('plan.owner')}</th>
              <th scope="col">{t('plan.begins')}</th>
              <th scope="col">{t('pilots.plan.due')}</th>
              <th scope="col">{t('plan.state')}</th>
            </tr>
          </thead>
          <tbody>
            {milestones.map((one) => {
              const { id, title, owner, from, due } = one;
              const now = state(one);
              return (
                <tr key={id}>
                  <th scope="row">
                    <TextView text={title} />
                  </th>
                  <td data-label={t('plan.owner')}>{t(`acceptance.owner.${owner}`)}</td>
                  <td data-label={t('plan.begins')}>{from ? day(from) : '–'}</td>
                  <td data-label={t('pilots.plan.due')}>{day(due)}</td>
                  <td data-label={t('plan.state')}>
                    <ToneTag tone={now === 'done' ? 'pass' : now === 'late' ? 'fail' : 'waiting'}>
                      {t(`plan.states.${now}`)}
                    </ToneTag>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** First days of the months between two instants. */
function monthsOf(first: number, last: number): string[] {
  const months: string[] = [];
  const day = new Date(first);
  day.setUTCDate(1);
  for (;;) {
    day.setUTCMonth(day.getUTCMonth() + 1);
    if (day.getTime() >= last) return months;
    months.push(day.toISOString().slice(0, 10));
  }
}
