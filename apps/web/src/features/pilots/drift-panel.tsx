import './drift.css';
import type { Kpi, Pilot } from '@scenario-lab/contracts/pilots';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { Panel } from '../../components/object-page.js';
import { reachable } from '../../components/reachable.js';
import { StatusTag, ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { shownUnit } from '../../i18n/shown-unit.js';
import { useWords } from '../../i18n/use-words.js';

type Drift = NonNullable<Kpi['drift']>;

/** Whether the field still is what was certified; what follows where it is not, and whose turn that is. */
export function DriftPanel({ pilot }: { pilot: Pilot }) {
  const { t } = useWords();
  const { day } = useFormats();
  const { certificate } = pilot;
  const watched = pilot.kpis.flatMap((kpi) => (kpi.drift ? [{ kpi, drift: kpi.drift }] : []));
  if (!certificate) return null;
  return (
    <Panel
      title={t('pilots.drift.title')}
      extra={<StatusTag thing="certificate" status={certificate.status} />}
    >
      <div className="sl-stack">
        <p>
          <Link to={path.certificate(certificate.number)}>{certificate.number}</Link>{' '}
          {t(`pilots.drift.says.${certificate.status}`, { day: day(certificate.since) })}
        </p>
        <NextTest pilot={pilot} />
        {watched.length === 0 ? (
          <p className="sl-muted">{t('pilots.drift.too_few')}</p>
        ) : (
          watched.map(({ kpi, drift }) => <Sum key={kpi.id} kpi={kpi} drift={drift} />)
        )}
        <p className="sl-muted sl-small">{t('pilots.drift.how')}</p>
      </div>
    </Panel>
  );
}

/** One act: the same program on newer rows. Without such rows nothing new could be learnt. */
function NextTest({ pilot }: { pilot: Pilot }) {
  const { t } = useWords();
  const { me, is } = useMe();
  const { certificate } = pilot;
  if (certificate?.status !== 'watch') return null;
  const { run, exam } = certificate;
  if (run && run.status !== 'cancelled')
    return (
      <p className="sl-row">
        <span>{t('pilots.drift.tested')}</span>
        <Link to={path.run(run.id)}>{t('pilots.drift.run', { number: run.number })}</Link>
      </p>
    );
  if (!exam) return <Renewal pilot={pilot} />;
  if (me?.organisation.id !== pilot.vendor.id || !is('vendor')) return <p>{t('pilots.drift.vendor_turn')}</p>;
  return (
    <div className="sl-stack sl-tight">
      <p>{t('pilots.drift.propose', { number: exam.number })}</p>
      <div>
        <Link
          className="button button-primary"
          to={path.newRun({
            benchmark: exam.benchmarkId,
            algorithmVersionId: certificate.algorithmVersionId,
            engagement: pilot.engagementId,
            split: 'hidden',
          })}
        >
          {t('pilots.drift.test')}
        </Link>
      </div>
    </div>
  );
}

/** Without newer rows nothing can be learnt: who brings them, who makes an exam of them, who seals it. */
function Renewal({ pilot }: { pilot: Pilot }) {
  const { t } = useWords();
  const { me } = useMe();
  const renewal = pilot.certificate?.renewal;
  if (!renewal) return <p>{t('pilots.drift.no_exam')}</p>;
  const { draft, newer, own, datasetId } = renewal;
  const mine = me?.organisation.id === pilot.department.id;
  const [says, to, label] = draft
    ? ([
        t('pilots.drift.renewal.seal', { number: draft.number }),
        path.benchmark(draft.benchmarkId),
        t('pilots.drift.renewal.open_exam'),
      ] as const)
    : newer
      ? ([
          t('pilots.drift.renewal.make', { label: newer.label }),
          path.scenario(pilot.scenario.id),
          t('pilots.drift.renewal.open_need'),
        ] as const)
      : mine && own
        ? ([
            t('pilots.drift.renewal.bring'),
            path.newDatasetVersion(datasetId),
            t('pilots.drift.renewal.upload'),
          ] as const)
        : ([
            t('pilots.drift.no_exam'),
            path.dataset(datasetId),
            t('pilots.drift.renewal.open_data'),
          ] as const);
  return (
    <div className="sl-stack sl-tight">
      <p>{says}</p>
      <div>
        <Link className={mine && !draft ? 'button button-primary' : 'button'} to={to}>
          {label}
        </Link>
      </div>
    </div>
  );
}

const wide = 640;
const high = 120;

/** The sum against its limit: flat while all is well, and steep within days when it is not. */
function Sum({ kpi, drift }: { kpi: Kpi; drift: Drift }) {
  const { t } = useWords();
  const { text, figure, day } = useFormats();
  const top = drift.limit * 1.5;
  const first = Date.parse(drift.days[0]?.day ?? '');
  const span = Math.max(1, Date.parse(drift.days.at(-1)?.day ?? '') - first);
  const x = (of: string) => ((Date.parse(of) - first) / span) * wide;
  const y = (sum: number) => high - (Math.min(sum, top) / top) * high;
  const unit = shownUnit(kpi.unit);
  const bound = `${figure(drift.bound)}${unit ? ` ${unit}` : ''}`;
  const said = drift.alarm
    ? t('pilots.drift.alarm', { day: day(drift.alarm), bound })
    : t('pilots.drift.calm', { bound });
  return (
    <figure className="drift">
      <figcaption className="sl-row">
        <strong>
          <TextView text={kpi.name} />
        </strong>
        <ToneTag tone={drift.alarm ? 'fail' : 'pass'}>
          {t(drift.alarm ? 'pilots.drift.drifted' : 'pilots.drift.steady')}
        </ToneTag>
        <span className="sl-muted sl-small">{said}</span>
      </figcaption>
      <svg
        className="drift-drawing"
        viewBox={`0 -6 ${wide} ${high + 12}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${text(kpi.name)}${t('common.colon')}${said}`}
      >
        <line className="drift-limit" x1={0} x2={wide} y1={y(drift.limit)} y2={y(drift.limit)} />
        <line className="drift-ground" x1={0} x2={wide} y1={high} y2={high} />
        {drift.alarm ? (
          <line className="drift-alarm" x1={x(drift.alarm)} x2={x(drift.alarm)} y1={0} y2={high} />
        ) : null}
        <polyline
          className="drift-sum"
          points={drift.days.map((one) => `${x(one.day)},${y(one.sum)}`).join(' ')}
        />
      </svg>
      <p className="drift-days sl-muted sl-small">
        <span>{day(drift.days[0]?.day ?? '')}</span>
        <span>{t('pilots.drift.limit', { limit: figure(drift.limit) })}</span>
        <span>{day(drift.days.at(-1)?.day ?? '')}</span>
      </p>
      <details>
        <summary>{t('chart.as_table')}</summary>
        <div className="sl-scroll drift-table" ref={reachable}>
          <table className="sl-table">
            <thead>
              <tr>
                <th scope="col">{t('pilots.drift.day')}</th>
                <th scope="col" className="sl-number">
                  {text(kpi.name)}
                </th>
                <th scope="col" className="sl-number">
                  {t('pilots.drift.sum')}
                </th>
              </tr>
            </thead>
            <tbody>
              {drift.days.map((one) => (
                <tr key={one.day}>
                  <td>{day(one.day)}</td>
                  <td className="sl-number">{figure(one.value)}</td>
                  <td className="sl-number">{figure(one.sum)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
