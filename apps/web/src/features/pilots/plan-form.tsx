import './pilots.css';
import type { Criterion } from '@scenario-lab/contracts/metrics';
import type { proposeChange } from '@scenario-lab/contracts/pilot-plan';
import type { editPilot, planPilot } from '@scenario-lab/contracts/pilots';
import type { About } from '@scenario-lab/contracts/words/criterion-words';
import type { ReactNode } from 'react';
import { BilingualField } from '../../components/bilingual-field.js';
import { Button } from '../../components/button.js';
import { DayInput, WordsInput } from '../../components/choice-input.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { Form } from '../../components/form.js';
import type { useRowForm } from '../../components/row-form.js';
import { useWords } from '../../i18n/use-words.js';
import { DesignFields } from './design-fields.js';
import { KpiFields } from './kpi-fields.js';
import { OwnerField } from './owner-field.js';
import type { PlanValues } from './plan-values.js';
import { RiskFields } from './risk-fields.js';
import { SafeguardFields } from './safeguard-fields.js';

interface PlanFormProps {
  /** What stands above the button, and what the button says. */
  more?: ReactNode;
  label?: string;
  work: ReturnType<typeof useRowForm<typeof planPilot | typeof editPilot | typeof proposeChange, PlanValues>>;
  criteria: readonly Criterion[];
  about: About;
  initial: PlanValues;
  notBefore?: string;
  onChange?: (values: PlanValues) => void;
}

/** When, where, and what counts as success. */
export function PlanForm(props: PlanFormProps) {
  const { criteria, about, work } = props;
  const { t } = useWords();
  const all = () => work.form.getFieldsValue(true) as PlanValues;
  const changed = () => props.onChange?.(all());
  return (
    <>
      <FormProblem work={work} />
      <Form<PlanValues>
        noValidate
        form={work.form}
        layout="vertical"
        className="plan-form"
        initialValues={props.initial}
        onValuesChange={changed}
        onFinish={() => work.submit(all())}
      >
        <div className="form-pair">
          <Form.Item name="from" label={t('pilots.begins')} required>
            <DayInput min={props.notBefore} />
          </Form.Item>
          <Form.Item name="until" label={t('pilots.ends')} required>
            <DayInput min={props.notBefore} />
          </Form.Item>
        </div>
        <Form.Item name="sites" label={t('pilots.sites')} extra={t('pilots.plan.sites_help')} required>
          <WordsInput />
        </Form.Item>
        <h2>{t('pilots.plan.kpis')}</h2>
        <p className="sl-muted sl-small">{t('pilots.plan.kpis_help')}</p>
        <KpiFields form={work.form} criteria={criteria} about={about} onChange={changed} />
        <h2>{t('pilots.milestones')}</h2>
        <Milestones />
        <DesignFields form={work.form} />
        <RiskFields />
        <SafeguardFields />
        <BilingualField
          name="conditions"
          label={t('pilots.conditions')}
          extra={t('pilots.plan.conditions_help')}
          rows={4}
        />
        {props.more ?? <p className="sl-muted sl-small">{t('pilots.plan.says')}</p>}
        <Button tone="primary" submit pending={work.pending}>
          {props.label ?? t('pilots.plan.save')}
        </Button>
      </Form>
    </>
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
              <Form.Item name={[name, 'from']} label={t('plan.from')}>
                <DayInput />
              </Form.Item>
              <Form.Item name={[name, 'due']} label={t('pilots.plan.due')} required>
                <DayInput />
              </Form.Item>
              <OwnerField name={[name, 'owner']} />
              <Button small onClick={() => remove(name)}>
                {t('common.remove')}
              </Button>
            </div>
          ))}
          <div>
            <Button onClick={() => add({ title: null, from: null, due: null, owner: 'department' })}>
              {t('pilots.plan.add_milestone')}
            </Button>
          </div>
        </div>
      )}
    </Form.List>
  );
}
