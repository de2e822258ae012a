import './pilots.css';
import { type Engagement, readEngagement } from '@scenario-lab/contracts/engagements';
import { planPilot } from '@scenario-lab/contracts/pilots';
import { readScenario, type Scenario } from '@scenario-lab/contracts/scenarios';
import { Form } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { BilingualField } from '../../components/bilingual-field.js';
import { Button } from '../../components/button.js';
import { DayInput, WordsInput } from '../../components/choice-input.js';
import { FormPage } from '../../components/form-page.js';
import { keep, readKept } from '../../components/kept.js';
import { Notice } from '../../components/notice.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { KpiFields } from './kpi-fields.js';
import { bodyOf, draftOf, type PlanValues, planOf } from './plan-values.js';

/** From a validated engagement to the field: when, where, and what counts as success. */
export function PlanPilotPage() {
  const { id = '' } = useParams();
  const engagement = useRow(readEngagement, { params: { id } });
  const scenarioId = engagement.data?.scenario.id ?? '';
  const scenario = useRow(readScenario, { params: { id: scenarioId } }, { enabled: scenarioId !== '' });
  const error = engagement.error ?? scenario.error;
  if (error) return <ProblemAlert error={error} />;
  if (!engagement.data || !scenario.data) return <PageSkeleton />;
  return <PlanForm engagement={engagement.data} scenario={scenario.data} />;
}

function PlanForm({ engagement, scenario }: { engagement: Engagement; scenario: Scenario }) {
  const { t } = useWords();
  const { text } = useFormats();
  const navigate = useNavigate();
  const key = `plan.${engagement.id}`;
  const work = useRowForm<typeof planPilot, PlanValues>({
    row: planPilot,
    params: { id: engagement.id },
    bodyOf,
    onDone: ({ id }) => {
      keep(key, null);
      return navigate(path.pilot(id));
    },
  });
  const today = new Date().toISOString().slice(0, 10);
  const all = () => work.form.getFieldsValue(true) as PlanValues;
  return (
    <FormPage
      title={t('pilots.plan.title')}
      lead={t('pilots.plan.lead', { title: text(scenario.title) })}
      back={{ to: path.engagement(engagement.id), label: t('pilots.open_engagement') }}
    >
      {engagement.allowed.includes('engagement.start_pilot') ? null : (
        <Notice tone="warn">{t('pilots.plan.not_now')}</Notice>
      )}
      <ProblemAlert error={work.error} places={work.places} />
      <Form<PlanValues>
        form={work.form}
        layout="vertical"
        className="plan-form"
        initialValues={draftOf(readKept(key), scenario.criteria) ?? planOf(scenario.criteria)}
        onValuesChange={() => keep(key, all())}
        onFinish={() => work.submit(all())}
      >
        <div className="form-pair">
          <Form.Item name="from" label={t('pilots.begins')} required>
            <DayInput min={today} />
          </Form.Item>
          <Form.Item name="until" label={t('pilots.ends')} required>
            <DayInput min={today} />
          </Form.Item>
        </div>
        <Form.Item name="sites" label={t('pilots.sites')} extra={t('pilots.plan.sites_help')} required>
          <WordsInput />
        </Form.Item>
        <h2>{t('pilots.plan.kpis')}</h2>
        <p className="sl-muted sl-small">{t('pilots.plan.kpis_help')}</p>
        <KpiFields form={work.form} criteria={scenario.criteria} onChange={() => keep(key, all())} />
        <h2>{t('pilots.milestones')}</h2>
        <Milestones />
        <BilingualField
          name="conditions"
          label={t('pilots.conditions')}
          extra={t('pilots.plan.conditions_help')}
          rows={4}
        />
        <p className="sl-muted sl-small">{t('pilots.plan.says')}</p>
        <Button tone="primary" submit pending={work.pending}>
          {t('pilots.plan.save')}
        </Button>
      </Form>
    </FormPage>
  );
}

function Milestones() {
  const { t } = useWords();
  return (
    <Form.List name="milestones">
      {(fields, { add, remove }) => (
        <div className="form-lines">
          {fields.map(({ key, name }) => (
            <div key={key} className="form-line">
              <BilingualField name={[name, 'title']} label={t('pilots.plan.milestone')} required />
              <Form.Item name={[name, 'due']} label={t('pilots.plan.due')} required>
                <DayInput />
              </Form.Item>
              <Button small onClick={() => remove(name)}>
                {t('common.remove')}
              </Button>
            </div>
          ))}
          <div>
            <Button onClick={() => add({ title: null, due: null })}>{t('pilots.plan.add_milestone')}</Button>
          </div>
        </div>
      )}
    </Form.List>
  );
}
