import { editPilot, type Pilot, readPilot } from '@scenario-lab/contracts/pilots';
import { readScenario, type Scenario } from '@scenario-lab/contracts/scenarios';
import { useNavigate, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { FormPage } from '../../components/form-page.js';
import { Notice } from '../../components/notice.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { PlanForm } from './plan-form.js';
import { bodyOf, type PlanValues, valuesOf } from './plan-values.js';

/** The plan of a pilot that has not begun. */
export function EditPilotPage() {
  const { id = '' } = useParams();
  const pilot = useRow(readPilot, { params: { id } });
  const scenarioId = pilot.data?.scenario.id ?? '';
  const scenario = useRow(readScenario, { params: { id: scenarioId } }, { enabled: scenarioId !== '' });
  const error = pilot.error ?? scenario.error;
  if (error) return <ProblemAlert error={error} />;
  if (!pilot.data || !scenario.data) return <PageSkeleton />;
  return <Replan pilot={pilot.data} scenario={scenario.data} />;
}

function Replan({ pilot, scenario }: { pilot: Pilot; scenario: Scenario }) {
  const { t } = useWords();
  const { text } = useFormats();
  const navigate = useNavigate();
  const work = useRowForm<typeof editPilot, PlanValues>({
    row: editPilot,
    draft: `pilot.${pilot.id}`,
    params: { id: pilot.id },
    seen: pilot.updatedAt,
    bodyOf,
    onDone: () => navigate(path.pilot(pilot.id)),
  });
  return (
    <FormPage
      title={t('pilots.plan.edit')}
      lead={t('pilots.plan.lead', { title: text(scenario.title) })}
      back={{ to: path.pilot(pilot.id), label: t('pilots.plan.back') }}
    >
      {pilot.allowed.includes('pilot.edit') ? (
        <PlanForm work={work} criteria={scenario.criteria} about={scenario} initial={valuesOf(pilot)} />
      ) : (
        <Notice tone="warn">{t('pilots.plan.begun')}</Notice>
      )}
    </FormPage>
  );
}
