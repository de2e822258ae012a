import './pilots.css';
import { type Pilot, readPilot } from '@scenario-lab/contracts/pilots';
import { useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { MemberLines } from '../../components/member-lines.js';
import { Notice } from '../../components/notice.js';
import { ObjectPage, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ProseView } from '../../components/prose-view.js';
import { railAt } from '../../components/stage-rail.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { DriftPanel } from './drift-panel.js';
import { KpiPanel } from './kpi-panel.js';
import { PilotAside } from './pilot-aside.js';
import { PointsPanel } from './points-panel.js';
import { QuarantinePanel } from './quarantine-panel.js';
import { RecordPanel } from './record-panel.js';
import { SiteTokens } from './site-tokens.js';
import { TicketsPanel } from './tickets-panel.js';

export function PilotPage() {
  const { id = '' } = useParams();
  useLive([`pilot:${id}`]);
  const { data, error, isPending } = useRow(readPilot, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <Field key={data.id} pilot={data} />;
}

/** The pilot as it stands: every indicator against target, baseline and the lab. */
function Field({ pilot }: { pilot: Pilot }) {
  const { t } = useWords();
  const { text } = useFormats();
  const name = t('pilots.name', { title: text(pilot.scenario.title) });
  return (
    <ObjectPage
      title={name}
      name={name}
      back={{ to: path.pilots(), label: t('pilots.title') }}
      status={<StatusTag thing="pilot" status={pilot.status} />}
      lead={
        <>
          <TextView text={pilot.solution.title} />
          <span>
            <OrganisationName of={pilot.department} /> ↔ <OrganisationName of={pilot.vendor} />
          </span>
        </>
      }
      rail={railAt('field')}
      dates={
        ['planned', 'running', 'paused', 'evaluating'].includes(pilot.status)
          ? { thing: 'pilot', id: pilot.id }
          : undefined
      }
      aside={<PilotAside pilot={pilot} />}
      timeline={{ thing: 'pilot', id: pilot.id }}
    >
      {pilot.statement ? (
        <Notice tone={pilot.status === 'accepted' ? 'info' : 'warn'}>
          <strong>{t('pilots.statement')}</strong>
          <p>{pilot.statement}</p>
        </Notice>
      ) : null}
      {pilot.members.length > 0 ? (
        <Panel title={t('engagements.consortium')}>
          <MemberLines of={pilot.members} />
        </Panel>
      ) : null}
      <div className="kpi-grid">
        {pilot.kpis.map((kpi) => (
          <KpiPanel key={kpi.id} kpi={kpi} about={pilot.about} design={pilot.design} />
        ))}
      </div>
      <DriftPanel pilot={pilot} />
      {pilot.conditions ? (
        <Panel title={t('pilots.conditions')}>
          <ProseView text={pilot.conditions} />
        </Panel>
      ) : null}
      <TicketsPanel pilot={pilot} />
      <RecordPanel pilot={pilot} />
      <QuarantinePanel pilot={pilot} />
      <PointsPanel pilot={pilot} />
      <SiteTokens pilot={pilot} />
    </ObjectPage>
  );
}
