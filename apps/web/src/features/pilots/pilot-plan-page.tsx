import './pilots.css';
import { readPilotPlan } from '@scenario-lab/contracts/pilot-plan';
import { type Pilot, type Risk, readPilot } from '@scenario-lab/contracts/pilots';
import { Link, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ProseView } from '../../components/prose-view.js';
import { reachable } from '../../components/reachable.js';
import { StatusTag, ToneTag } from '../../components/status-tag.js';
import { useLive } from '../../components/use-live.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { ChangesPanel } from './changes-panel.js';
import { DesignPanel } from './design-panel.js';
import { DocumentsPanel } from './documents-panel.js';
import { Gantt } from './gantt.js';
import { SafeguardsPanel } from './safeguards-panel.js';

/** What was agreed: when, by whom, at which risk, on which papers; and how it changes. */
export function PilotPlanPage() {
  const { id = '' } = useParams();
  useLive([`pilot:${id}`]);
  const pilot = useRow(readPilot, { params: { id } });
  const plan = useRow(readPilotPlan, { params: { id } });
  if (pilot.isPending || plan.isPending) return <PageSkeleton />;
  if (pilot.error || plan.error) return <ProblemAlert error={pilot.error ?? plan.error} />;
  return <Agreed pilot={pilot.data} plan={plan.data} />;
}

function Agreed(props: {
  pilot: Pilot;
  plan: NonNullable<ReturnType<typeof useRow<typeof readPilotPlan>>['data']>;
}) {
  const { pilot, plan } = props;
  const { t } = useWords();
  const { text } = useFormats();
  const name = t('plan.name', { title: text(pilot.scenario.title) });
  useTitle(name);
  const may = (action: string) => plan.allowed.includes(`pilot.${action}`);
  return (
    <article className="sl-stack plan-page">
      <header>
        <p className="sl-small">
          <Link to={path.pilot(pilot.id)}>← {t('pilots.live.whole')}</Link>
        </p>
        <div className="object-title">
          <h1>{name}</h1>
          <StatusTag thing="pilot" status={pilot.status} />
        </div>
        {may('edit') ? (
          <p>
            <Link to={path.editPilot(pilot.id)}>{t('pilots.plan.edit')}</Link>
          </p>
        ) : null}
      </header>
      <Panel title={t('plan.schedule')}>
        <Gantt pilot={pilot} />
      </Panel>
      <ChangesPanel pilotId={pilot.id} changes={plan.changes} mayPropose={may('propose_change')} />
      <DesignPanel pilot={pilot} />
      <SafeguardsPanel pilot={pilot} />
      <Risks risks={pilot.risks} />
      {pilot.conditions ? (
        <Panel title={t('pilots.conditions')}>
          <ProseView text={pilot.conditions} />
        </Panel>
      ) : null}
      <DocumentsPanel pilotId={pilot.id} documents={plan.documents} may={may('add_document')} />
    </article>
  );
}

/** Worst first: how likely times how bad. */
function Risks({ risks }: { risks: readonly Risk[] }) {
  const { t } = useWords();
  const worst = [...risks].sort(
    (one, other) => other.likelihood * other.impact - one.likelihood * one.impact,
  );
  return (
    <Panel title={t('plan.risks')}>
      {risks.length === 0 ? (
        <p className="sl-muted">{t('plan.no_risks')}</p>
      ) : (
        <div className="sl-scroll" ref={reachable}>
          <table className="sl-table sl-folds">
            <thead>
              <tr>
                <th scope="col">{t('plan.place.risk')}</th>
                <th scope="col">{t('plan.level')}</th>
                <th scope="col">{t('plan.owner')}</th>
                <th scope="col">{t('field.measure')}</th>
              </tr>
            </thead>
            <tbody>
              {worst.map(({ what, likelihood, impact, owner, measure }) => {
                const product = likelihood * impact;
                return (
                  <tr key={what}>
                    <th scope="row">{what}</th>
                    <td data-label={t('plan.level')}>
                      <ToneTag tone={product >= 6 ? 'fail' : product >= 3 ? 'inconclusive' : 'waiting'}>
                        {`${likelihood} × ${impact}`}
                      </ToneTag>
                    </td>
                    <td data-label={t('plan.owner')}>{t(`acceptance.owner.${owner}`)}</td>
                    <td data-label={t('field.measure')}>{measure || '–'}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
