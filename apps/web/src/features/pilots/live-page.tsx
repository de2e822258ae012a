import './pilots.css';
import './live.css';
import { type PilotLive, readPilotLive, type SiteLight } from '@scenario-lab/contracts/pilot-live';
import { type Kpi, type Pilot, readPilot } from '@scenario-lab/contracts/pilots';
import { Link, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { StatusTag, ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import type { Tone } from '../../components/tones.js';
import { useLive } from '../../components/use-live.js';
import { useTitle } from '../../components/use-title.js';
import { labToday, useFormats } from '../../i18n/format.js';
import { shownUnit } from '../../i18n/shown-unit.js';
import { useWords } from '../../i18n/use-words.js';
import { TicketsPanel } from './tickets-panel.js';

const lights: Record<SiteLight, Tone> = {
  fine: 'pass',
  off_target: 'fail',
  silent: 'inconclusive',
  never: 'waiting',
};

const underWay = ['planned', 'running', 'paused', 'evaluating'] as const;

/** The pilot at a glance, at the site and from two metres: figures big, what they must reach behind, what is next. */
export function LivePilotPage() {
  const { id = '' } = useParams();
  useLive([`pilot:${id}`]);
  const pilot = useRow(readPilot, { params: { id } });
  const live = useRow(readPilotLive, { params: { id } }, { refetchInterval: 30_000 });
  if (pilot.isPending || live.isPending) return <PageSkeleton />;
  if (pilot.error || live.error) return <ProblemAlert error={pilot.error ?? live.error} />;
  return <Console pilot={pilot.data} live={live.data} />;
}

function Console({ pilot, live }: { pilot: Pilot; live: PilotLive }) {
  const { t } = useWords();
  const { text, day, instant, count } = useFormats();
  const name = t('pilots.name', { title: text(pilot.scenario.title) });
  useTitle(name);
  const waiting = underWay.find((status) => status === pilot.status);
  const ended = waiting === undefined;
  const next = pilot.milestones
    .filter(({ done }) => done === null)
    .sort((one, other) => one.due.localeCompare(other.due))[0];
  return (
    <article className="sl-stack live">
      <header>
        <p className="sl-small live-screen">
          <Link to={path.pilot(pilot.id)}>← {t('pilots.live.whole')}</Link>
        </p>
        <div className="object-title">
          <h1>{name}</h1>
          <StatusTag thing="pilot" status={pilot.status} />
        </div>
        <p className="sl-muted">
          {t('pilots.live.as_of', { when: instant(live.at) })} ·{' '}
          {t('pilots.from_until', { from: day(pilot.from), until: day(pilot.until) })}
        </p>
        <p className="live-screen">
          <Button onClick={() => window.print()}>{t('pilots.live.weekly')}</Button>{' '}
          {pilot.allowed.includes('pilot.propose_change') ? (
            <Link className="sl-button" to={path.changePilot(pilot.id)}>
              {t('plan.propose')}
            </Link>
          ) : null}
        </p>
      </header>
      <section className="live-figures">
        {pilot.kpis.map((kpi) => (
          <Today key={kpi.id} kpi={kpi} live={live} ended={ended} />
        ))}
      </section>
      <div className="live-columns">
        <Sites pilot={pilot} live={live} />
        <Panel title={t('pilots.live.next')}>
          <div className="sl-stack sl-tight">
            <p>{waiting ? t(`pilots.next_says.${waiting}`) : t('pilots.live.over')}</p>
            {pilot.certificate?.status === 'watch' ? (
              <p className="sl-row">
                <StatusTag thing="certificate" status="watch" />
                <span>{t('pilots.live.watched')}</span>
              </p>
            ) : null}
            {live.quarantined > 0 ? (
              <p className="sl-row">
                <ToneTag tone="inconclusive">
                  {t('quarantine.waiting', { count: live.quarantined, shown: count(live.quarantined) })}
                </ToneTag>
                <Link to={path.pilot(pilot.id)}>{t('quarantine.open')}</Link>
              </p>
            ) : null}
            {next ? (
              <p className="sl-row">
                <span>
                  {day(next.due)} · <TextView text={next.title} />
                </span>
                {next.due < labToday() ? <ToneTag tone="fail">{t('inbox.overdue')}</ToneTag> : null}
              </p>
            ) : (
              <p className="sl-muted">{t('pilots.live.no_milestone')}</p>
            )}
          </div>
        </Panel>
      </div>
      <TicketsPanel pilot={pilot} />
      <Week pilot={pilot} live={live} ended={ended} />
    </article>
  );
}

/** Today's mean; where nothing came today, the last day that has one, said so. */
function Today({ kpi, live, ended }: { kpi: Kpi; live: PilotLive; ended: boolean }) {
  const { t } = useWords();
  const { figure, day, spread, count } = useFormats();
  const days = live.kpis.find(({ id }) => id === kpi.id)?.days ?? [];
  const now = days.at(-1);
  const shown = now?.value != null ? now : days.findLast(({ value }) => value !== null);
  const value = shown?.value ?? null;
  const atMost = kpi.criterion.direction === 'at_most';
  const reached = value === null ? null : atMost ? value <= kpi.target : value >= kpi.target;
  const unit = shownUnit(kpi.unit);
  return (
    <section className="sl-panel live-figure">
      <h2>
        <TextView text={kpi.name} />
      </h2>
      <p className="live-value">
        {figure(value)}
        {value !== null && unit ? <small> {unit}</small> : null}
      </p>
      <p>
        {reached === null ? (
          <ToneTag tone="waiting">{t('pilots.live.nothing')}</ToneTag>
        ) : (
          <ToneTag tone={reached ? 'pass' : 'fail'}>
            {t(reached ? 'pilots.reached' : 'pilots.not_reached')}
          </ToneTag>
        )}{' '}
        <span className="sl-muted sl-small">
          {ended && shown
            ? t('pilots.live.ended_day', { day: day(shown.day) })
            : shown && shown !== now
              ? t('pilots.live.last_day', { day: day(shown.day) })
              : now
                ? t('pilots.live.points', { count: now.points, shown: count(now.points) })
                : null}
        </span>
      </p>
      <p className="sl-muted">
        {t('pilots.target')} {t(atMost ? 'pilots.at_most' : 'pilots.at_least')}
        {figure(kpi.target)}
        {kpi.lab?.interval
          ? ` · ${t('pilots.lab')} [${spread(kpi.lab.value, kpi.lab.interval.lower, kpi.lab.interval.upper).slice(1).join(', ')}]`
          : null}
      </p>
    </section>
  );
}

function Sites({ pilot, live }: { pilot: Pilot; live: PilotLive }) {
  const { t, language } = useWords();
  const { text, ago, count } = useFormats();
  const names = new Map(pilot.kpis.map(({ id, name }) => [id, text(name)]));
  return (
    <Panel title={t('pilots.sites')}>
      <ul className="sl-plain sl-stack sl-tight">
        {live.sites.map((site) => (
          <li key={site.site}>
            <span className="sl-row">
              <ToneTag tone={lights[site.light]}>{t(`pilots.live.light.${site.light}`)}</ToneTag>
              <strong>{site.site}</strong>
              {site.tickets > 0 ? (
                <Link to={path.tickets({ pilotId: pilot.id, only: 'live' })}>
                  {t('pilots.live.tickets', { count: site.tickets, shown: count(site.tickets) })}
                </Link>
              ) : null}
            </span>
            <p className="sl-muted sl-small">
              {site.because.length > 0
                ? `${site.because.map((id) => names.get(id) ?? '').join(language === 'zh' ? '、' : ', ')} · `
                : null}
              {site.lastAt ? t('pilots.live.last', { when: ago(site.lastAt) }) : t('pilots.live.never')}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Seven days as a table: what the weekly report prints. */
function Week({ pilot, live, ended }: { pilot: Pilot; live: PilotLive; ended: boolean }) {
  const { t } = useWords();
  const { figure, day } = useFormats();
  const days = live.kpis[0]?.days.map((one) => one.day) ?? [];
  return (
    <Panel title={t(ended ? 'pilots.live.week_ended' : 'pilots.live.week')}>
      <div className="sl-scroll" ref={reachable}>
        <table className="live-week">
          <thead>
            <tr>
              <th>{t('pilots.live.day')}</th>
              {pilot.kpis.map((kpi) => (
                <th key={kpi.id} className="num">
                  <TextView text={kpi.name} />
                  {shownUnit(kpi.unit) ? ` (${shownUnit(kpi.unit)})` : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map((one) => (
              <tr key={one}>
                <td className="live-day">{day(one)}</td>
                {pilot.kpis.map((kpi) => {
                  const at = live.kpis.find(({ id }) => id === kpi.id)?.days.find((d) => d.day === one);
                  return (
                    <td key={kpi.id} className="num">
                      {at?.value == null ? t('pilots.live.gap') : figure(at.value)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
