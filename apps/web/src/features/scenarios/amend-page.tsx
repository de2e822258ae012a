import './scenario.css';
import {
  amendScenario,
  readScenario,
  type Scenario,
  shortestNotice,
} from '@scenario-lab/contracts/scenarios';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { BilingualField } from '../../components/bilingual-field.js';
import { Button } from '../../components/button.js';
import { DayInput, NumberInput } from '../../components/choice-input.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { type AmendValues, addendumOf, amendValuesOf, fieldOfAddendum } from './amend-values.js';
import { CriteriaStep } from './criteria-step.js';

/** Adding to a published need: what is said, and what it changes. */
export function AmendScenarioPage() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const { data, error, isPending } = useRow(readScenario, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  if (data.allowed.includes('scenario.amend')) return <Amend key={data.id} scenario={data} />;
  return (
    <FormPage
      title={t('scenarios.addenda.write')}
      back={{ to: path.scenario(id), label: t('scenarios.title') }}
    >
      <p>{t('scenarios.addenda.not_now')}</p>
    </FormPage>
  );
}

function Amend({ scenario }: { scenario: Scenario }) {
  const { t } = useWords();
  const { text } = useFormats();
  const navigate = useNavigate();
  const [initial] = useState(() => amendValuesOf(scenario));
  const [values, setValues] = useState(initial);
  const work = useRowForm<typeof amendScenario, AmendValues>({
    row: amendScenario,
    draft: `addendum.${scenario.id}`,
    seen: scenario.updatedAt,
    params: { id: scenario.id },
    fieldOf: fieldOfAddendum,
    bodyOf: (written) => addendumOf(written, scenario),
    onDone: () => navigate(path.scenario(scenario.id)),
  });
  return (
    <FormPage
      title={t('scenarios.addenda.write')}
      lead={t('scenarios.addenda.lead')}
      back={{ to: path.scenario(scenario.id), label: text(scenario.title) }}
    >
      <FormProblem work={work} />
      <Form<AmendValues>
        noValidate
        form={work.form}
        layout="vertical"
        initialValues={initial}
        onValuesChange={() => setValues({ ...initial, ...work.form.getFieldsValue(true) })}
        onFinish={() => work.submit({ ...initial, ...work.form.getFieldsValue(true) })}
      >
        <BilingualField
          name="text"
          label={t('scenarios.addenda.text')}
          extra={t('scenarios.addenda.text_help')}
          rows={5}
          maxLength={5_000}
          required
        />
        <div className="form-pair">
          <Form.Item
            name="deadline"
            label={t('scenarios.deadline')}
            extra={t('scenarios.addenda.deadline_help', { days: shortestNotice })}
          >
            <DayInput />
          </Form.Item>
          <Form.Item
            name="questionsUntil"
            label={t('scenarios.questions_until')}
            extra={t('scenarios.questions_until_help')}
          >
            <DayInput />
          </Form.Item>
          <Form.Item name="decisionDate" label={t('scenarios.decision_date')}>
            <DayInput />
          </Form.Item>
          <Form.Item name="budget" label={t('scenarios.budget')} extra={t('scenarios.wizard.budget_help')}>
            <NumberInput min={0} />
          </Form.Item>
        </div>
        {values.task ? (
          <>
            <h2>{t('scenarios.criteria')}</h2>
            <p className="sl-muted">{t('scenarios.addenda.criteria_help')}</p>
            <CriteriaStep values={values} />
          </>
        ) : null}
        <Button tone="primary" submit pending={work.pending}>
          {t('scenarios.addenda.publish')}
        </Button>
      </Form>
    </FormPage>
  );
}
