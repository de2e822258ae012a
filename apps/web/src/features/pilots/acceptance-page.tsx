import './pilots.css';
import './acceptance.css';
import { type PilotAcceptance, readPilotAcceptance } from '@scenario-lab/contracts/pilot-acceptance';
import { type Kpi, type Pilot, readPilot } from '@scenario-lab/contracts/pilots';
import { Link, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { IntervalBar } from '../../components/interval-bar.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { StatusTag, ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { shownUnit } from '../../i18n/shown-unit.js';
import { useWords } from '../../i18n/use-words.js';
import { ConditionsPanel } from './conditions-panel.js';
import { PaymentsPanel } from './payments-panel.js';
import { RubricForm } from './rubric-form.js';
import { StatementsPanel } from './statements-panel.js';
import { SurveysPanel } from './surveys-panel.js';

/** What was measured beside what people say, and what the department signs on it. */
export function PilotAcceptancePage() {
  const { id = '' } = useParams();
  useLive([`pilot:${id}`]);
  const pilot = useRow(readPilot, { params: { id } });
  const acceptance = useRow(readPilotAcceptance, { params: { id } });
  if (pilot.isPending || acceptance.isPending) return <PageSkeleton />;
  if (pilot.error || acceptance.error) return <ProblemAlert error={pilot.error ?? acceptance.error} />;
  return <Judged pilot={pilot.data} acceptance={acceptance.data} />;
}

function Judged({ pilot, acceptance }: { pilot: Pilot; acceptance: PilotAcceptance }) {
  const { t } = useWords();
  const { text } = useFormats();
  const name = t('acceptance.name', { title: text(pilot.scenario.title) });
  useTitle(name);
  const may = (action: string) => acceptance.allowed.includes(`pilot.${action}`);
  const phase = may('accept') ? 'final' : may('review_midterm') ? 'midterm' : null;
  return (
    <article className="sl-stack acceptance">
      <header>
        <p className="sl-small">
          <Link to={path.pilot(pilot.id)}>← {t('pilots.live.whole')}</Link>
        </p>
        <div className="object-title">
          <h1>{name}</h1>
          <StatusTag thing="pilot" status={pilot.status} />
        </div>
        <p className="sl-muted sl-reading">{t('acceptance.lead')}</p>
      </header>
      <Measured pilot={pilot} />
      <SurveysPanel pilot={pilot} surveys={acceptance.surveys} may={may('survey')} mail={acceptance.mail} />
      {phase ? (
        <Panel title={t(`acceptance.form.${phase}`)}>
          <RubricForm key={phase} pilot={pilot} phase={phase} surveys={acceptance.surveys} />
        </Panel>
      ) : pilot.status === 'evaluating' ? (
        <Panel title={t('acceptance.form.final')}>
          <p>{t('acceptance.not_yet')}</p>
        </Panel>
      ) : null}
      <StatementsPanel pilotId={pilot.id} acceptances={acceptance.acceptances} />
      <ConditionsPanel pilotId={pilot.id} conditions={acceptance.conditions} may={may('settle')} />
      <PaymentsPanel pilotId={pilot.id} payments={acceptance.payments} may={may('settle')} />
    </article>
  );
}

/** Every indicator against its target, with its interval and the observations it rests on. */
function Measured({ pilot }: { pilot: Pilot }) {
  const { t } = useWords();
  return (
    <Panel title={t('acceptance.measured')}>
      <ul className="sl-plain sl-stack">
        {pilot.kpis.map((kpi) => (
          <Line key={kpi.id} kpi={kpi} />
        ))}
      </ul>
    </Panel>
  );
}

function Line({ kpi }: { kpi: Kpi }) {
  const { t } = useWords();
  const { text, count } = useFormats();
  const needed = Math.max(1, kpi.observations);
  const enough = kpi.counted >= needed;
  return (
    <li className="acceptance-line">
      <span className="sl-stack sl-tight">
        <strong>
          <TextView text={kpi.name} />
        </strong>
        <span className="sl-row">
          <ToneTag tone={kpi.reached === null ? 'waiting' : kpi.reached ? 'pass' : 'fail'}>
            {t(
              kpi.reached === null
                ? 'pilots.no_field_value'
                : kpi.reached
                  ? 'pilots.reached'
                  : 'pilots.not_reached',
            )}
          </ToneTag>
          {enough ? null : <ToneTag tone="inconclusive">{t('acceptance.too_few')}</ToneTag>}
        </span>
        <span className="sl-muted sl-small">
          {t('pilots.counted', { counted: count(kpi.counted), needed: count(needed) })}
        </span>
      </span>
      <IntervalBar
        name={text(kpi.name)}
        value={kpi.field?.value ?? null}
        interval={kpi.field?.interval ?? null}
        threshold={kpi.target}
        direction={kpi.criterion.direction}
        unit={shownUnit(kpi.unit)}
        {...(kpi.reached === null ? {} : { verdict: kpi.reached ? ('pass' as const) : ('fail' as const) })}
      />
    </li>
  );
}
