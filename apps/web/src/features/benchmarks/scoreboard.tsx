import './benchmarks.css';
import { type Benchmark, type BenchmarkVersion, chanceByLuck } from '@scenario-lab/contracts/benchmarks';
import type { About } from '@scenario-lab/contracts/words/criterion-words';
import { Fragment } from 'react';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { axisOf } from '../../components/interval-bar.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { reachable } from '../../components/reachable.js';
import { VerdictTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { metricName, metricOf, saidPlainly } from '../../i18n/metric-words.js';
import { useWords } from '../../i18n/use-words.js';

type Row = Benchmark['scoreboard'][number];

/** Results in tiers, the baseline among them, intervals on one axis, cost beside quality. */
interface ScoreboardProps {
  benchmark: Benchmark;
  version: BenchmarkVersion;
  about: About;
}

export function Scoreboard({ benchmark, version, about }: ScoreboardProps) {
  const { t, language } = useWords();
  const rows = benchmark.scoreboard;
  const metric = rows[0]?.metric;
  return (
    <Panel
      title={t('benchmarks.scoreboard')}
      extra={
        metric ? (
          <span className="sl-muted">
            {t('benchmarks.scoreboard_metric', { metric: metricName(metric, language) })}
          </span>
        ) : null
      }
    >
      <div className="sl-stack sl-tight">
        <p className="sl-muted sl-small">
          {t('benchmarks.scoreboard_says')} {t('benchmarks.scoreboard_how')}
        </p>
        {rows.some(({ baseline }) => !baseline) ? null : (
          <p className="sl-muted">{t('benchmarks.scoreboard_empty')}</p>
        )}
        {rows.length > 0 ? <Board rows={rows} version={version} about={about} /> : null}
        <Luck entries={rows.filter(({ baseline }) => !baseline).length} looks={version.plan.looks} />
      </div>
    </Panel>
  );
}

/** What a passed exam is worth among so many: each look passes a program at the threshold in 0.05 / looks of cases. */
function Luck({ entries, looks }: { entries: number; looks: number }) {
  const { t } = useWords();
  if (entries === 0) return null;
  const percent = (tries: number) => Math.round(100 * chanceByLuck(tries, looks));
  return (
    <p className="sl-muted sl-small">
      {t('benchmarks.luck', { entries, once: percent(entries), looks, all: percent(entries * looks) })}
    </p>
  );
}

function Board({ rows, version, about }: { rows: readonly Row[]; version: BenchmarkVersion; about: About }) {
  const { t, language } = useWords();
  const { duration } = useFormats();
  const { me } = useMe();
  const metric = rows[0]?.metric ?? '';
  const criterion = version.plan.criteria.find((one) => one.metric === metric && !one.slice);
  const better = metricOf(metric)?.better ?? 'higher';
  const drawn = rows.flatMap(({ value, lower, upper }) => [value, lower, upper]);
  const numbers = drawn.filter((one): one is number => one !== null);
  const axis = axisOf(criterion ? [...numbers, criterion.threshold] : numbers);
  return (
    <div className="sl-scroll" ref={reachable}>
      {criterion ? (
        <p className="sl-muted sl-small board-key">
          <i className="board-threshold" aria-hidden />{' '}
          {t('benchmarks.scoreboard_threshold', { criterion: saidPlainly(criterion, about, language) })}
        </p>
      ) : null}
      <table className="sl-table board">
        <thead>
          <tr>
            <th scope="col">{t('benchmarks.tier_short')}</th>
            <th scope="col">{t('benchmarks.algorithm')}</th>
            <th scope="col">{t('benchmarks.result')}</th>
            <th scope="col">{t('benchmarks.verdict')}</th>
            <th scope="col" className="sl-number">
              {t('benchmarks.cpu')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Fragment key={row.runId ?? `baseline-${row.value}-${row.algorithm?.id ?? index}`}>
              <tr className={row.baseline ? 'board-baseline' : undefined}>
                <td>
                  {index > 0 && row.tier === rows[index - 1]?.tier
                    ? ''
                    : row.tier === null
                      ? t('benchmarks.tier_open')
                      : t('benchmarks.tier', { tier: row.tier })}
                </td>
                <td>
                  {row.baseline ? (
                    `${t('benchmarks.baseline')} · ${t(`benchmarks.baselines.${version.plan.baseline}`)}`
                  ) : (
                    <>
                      {row.algorithm ? (
                        <Link to={path.algorithm(row.algorithm.id)}>
                          <TextView text={row.algorithm.title} />
                        </Link>
                      ) : null}
                      <br />
                      <span className="sl-muted sl-small">
                        {row.vendor ? <OrganisationName of={row.vendor} /> : null}
                        {row.certificate ? (
                          <>
                            {' · '}
                            <Link to={path.certificate(row.certificate)}>{row.certificate}</Link>
                          </>
                        ) : null}
                        {row.reportId && !row.certificate ? (
                          <>
                            {' · '}
                            <Link to={path.report(row.reportId)}>{t('runs.report.open')}</Link>
                          </>
                        ) : null}
                        {me && row.runId ? (
                          <>
                            {' · '}
                            <Link to={path.run(row.runId)}>{t('benchmarks.runs')}</Link>
                          </>
                        ) : null}
                      </span>
                    </>
                  )}
                </td>
                <td>
                  <BoardBar row={row} axis={axis} criterion={criterion} better={better} />
                </td>
                <td>{row.baseline || !row.verdict ? '–' : <VerdictTag verdict={row.verdict} />}</td>
                <td className="sl-number">{row.cpuSeconds === null ? '–' : duration(row.cpuSeconds)}</td>
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface BoardBarProps {
  row: Row;
  axis: { from: number; to: number };
  criterion: { threshold: number; direction: 'at_least' | 'at_most' } | undefined;
  better: 'higher' | 'lower';
}

/** All rows share one axis, so that bars can be compared by eye. */
function BoardBar({ row, axis, criterion, better }: BoardBarProps) {
  const { t, language } = useWords();
  const { figure, spread } = useFormats();
  const at = (value: number) => `${((value - axis.from) / (axis.to - axis.from)) * 100}%`;
  const { lower, upper } = row;
  const told = lower !== null && upper !== null ? spread(row.value, lower, upper) : null;
  const range = told ? `[${told.slice(1).join(', ')}]` : t('interval.none');
  return (
    <span className="board-bar">
      <span className="board-track" aria-hidden>
        {criterion ? <i className="board-threshold" style={{ left: at(criterion.threshold) }} /> : null}
        {lower !== null && upper !== null ? (
          <i className="board-band" style={{ left: at(lower), width: `calc(${at(upper)} - ${at(lower)})` }} />
        ) : null}
        <i className="board-point" style={{ left: at(row.value) }} />
      </span>
      <span
        title={`${metricName(row.metric, language)} ${better === 'higher' ? '↑' : '↓'}`}
        className="board-figure"
      >
        <strong>{told?.[0] ?? figure(row.value)}</strong> <span className="sl-muted">{range}</span>
      </span>
    </span>
  );
}
