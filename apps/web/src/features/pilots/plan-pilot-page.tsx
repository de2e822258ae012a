import { type Engagement, readEngagement } from '@scenario-lab/contracts/engagements';
import { planPilot } from '@scenario-lab/contracts/pilots';
import { readScenario, type Scenario } from '@scenario-lab/contracts/scenarios';
import { useNavigate, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { CasesToRead } from '../../components/cases-to-read.js';
import { FormPage } from '../../components/form-page.js';
import { Notice } from '../../components/notice.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { labToday, useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { PlanForm } from './plan-form.js';
import { bodyOf, type PlanValues, planOf } from './plan-values.js';

/** From a validated engagement to the field: when, where, and what counts as success. */
export function PlanPilotPage() {
  const { id = '' } = useParams();
  const engagement = useRow(readEngagement, { params: { id } });
  const scenarioId = engagement.data?.scenario.id ?? '';
  const scenario = useRow(readScenario, { params: { id: scenarioId } }, { enabled: scenarioId !== '' });
  const error = engagement.error ?? scenario.error;
  if (error) return <ProblemAlert error={error} />;
  if (!engagement.data || !scenario.data) return <PageSkeleton />;
  return <NewPlan engagement={engagement.data} scenario={scenario.data} />;
}

function NewPlan({ engagement, scenario }: { engagement: Engagement; scenario: Scenario }) {
  const { t } = useWords();
  const { text } = useFormats();
  const navigate = useNavigate();
  const may = engagement.allowed.includes('pilot.plan');
  const work = useRowForm<typeof planPilot, PlanValues>({
    row: planPilot,
    draft: `plan.${engagement.id}`,
    params: { id: engagement.id },
    bodyOf,
    onDone: ({ id }) => navigate(path.pilot(id)),
  });
  return (
    <FormPage
      title={t('pilots.plan.title')}
      lead={t('pilots.plan.lead', { title: text(scenario.title) })}
      back={{ to: path.engagement(engagement.id), label: t('pilots.open_engagement') }}
    >
      {may ? null : <Notice tone="warn">{t('pilots.plan.not_now')}</Notice>}
      <CasesToRead
        texts={[scenario.title, scenario.problem]}
        field={scenario.field}
        says={t('cases.before_plan')}
        onTake={
          may
            ? ({ title, lesson }) => {
                const values = work.form.getFieldsValue(true) as PlanValues;
                const milestones = [...values.milestones, { title: lesson ?? title, due: null }];
                work.form.setFieldsValue({ milestones } as never);
                work.keepNow();
              }
            : undefined
        }
      />
      {may ? (
        <PlanForm
          work={work}
          criteria={scenario.criteria}
          about={scenario}
          initial={planOf(scenario.criteria, scenario)}
          notBefore={labToday()}
        />
      ) : null}
    </FormPage>
  );
}
