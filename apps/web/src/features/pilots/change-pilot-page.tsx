import { proposeChange } from '@scenario-lab/contracts/pilot-plan';
import { type Pilot, readPilot } from '@scenario-lab/contracts/pilots';
import { readScenario, type Scenario } from '@scenario-lab/contracts/scenarios';
import { useNavigate, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import { Notice } from '../../components/notice.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { TextArea } from '../../components/text-input.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { PlanForm } from './plan-form.js';
import { bodyOf, type PlanValues, valuesOf } from './plan-values.js';

type Values = PlanValues & { reason: string };

/** The plan of a pilot that has begun, as one side wants it: it holds once the other side agrees. */
export function ChangePilotPage() {
  const { id = '' } = useParams();
  const pilot = useRow(readPilot, { params: { id } });
  const scenarioId = pilot.data?.scenario.id ?? '';
  const scenario = useRow(readScenario, { params: { id: scenarioId } }, { enabled: scenarioId !== '' });
  const error = pilot.error ?? scenario.error;
  if (error) return <ProblemAlert error={error} />;
  if (!pilot.data || !scenario.data) return <PageSkeleton />;
  return <Change pilot={pilot.data} scenario={scenario.data} />;
}

function Change({ pilot, scenario }: { pilot: Pilot; scenario: Scenario }) {
  const { t } = useWords();
  const { text } = useFormats();
  const navigate = useNavigate();
  const may = pilot.allowed.includes('pilot.propose_change');
  const work = useRowForm<typeof proposeChange, Values>({
    row: proposeChange,
    draft: `pilot-change.${pilot.id}`,
    params: { id: pilot.id },
    bodyOf: ({ reason, ...values }) => ({ ...bodyOf(values), reason: (reason ?? '').trim() }),
    onDone: () => navigate(path.pilotPlan(pilot.id)),
  });
  return (
    <FormPage
      title={t('plan.propose')}
      lead={t('pilots.plan.lead', { title: text(scenario.title) })}
      back={{ to: path.pilotPlan(pilot.id), label: t('plan.back') }}
    >
      <Notice tone={may ? 'info' : 'warn'}>{t(may ? 'plan.change_says' : 'plan.not_now')}</Notice>
      {may ? (
        <PlanForm
          work={work as never}
          criteria={scenario.criteria}
          about={scenario}
          initial={valuesOf(pilot)}
          label={t('plan.send')}
          more={
            <Form.Item name="reason" label={t('field.reason')} required>
              <TextArea rows={3} maxLength={2_000} />
            </Form.Item>
          }
        />
      ) : null}
    </FormPage>
  );
}
