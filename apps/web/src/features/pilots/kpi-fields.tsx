import type { Criterion } from '@scenario-lab/contracts/metrics';
import { Form, type FormInstance } from 'antd';
import { BilingualField } from '../../components/bilingual-field.js';
import { Button } from '../../components/button.js';
import { NumberInput } from '../../components/choice-input.js';
import { TextInput } from '../../components/text-input.js';
import { criterionSentence } from '../../i18n/metric-words.js';
import { useWords } from '../../i18n/use-words.js';
import { type PlanValues, planOf } from './plan-values.js';

interface KpiFieldsProps {
  form: FormInstance<PlanValues>;
  criteria: readonly Criterion[];
  onChange: () => void;
}

/** The need's criteria as indicators of the field; one may be left out and taken in again. */
export function KpiFields({ form, criteria, onChange }: KpiFieldsProps) {
  const { t, language } = useWords();
  return (
    <Form.List name="kpis">
      {(fields, { add, remove }) => {
        const kpis = (form.getFieldValue('kpis') ?? []) as PlanValues['kpis'];
        const left = criteria.filter(({ id }) => !kpis.some((kpi) => kpi?.criterion?.id === id));
        return (
          <div className="form-lines">
            {fields.map(({ key, name }) => {
              const criterion = kpis[name]?.criterion;
              return (
                <fieldset key={key} className="plan-kpi">
                  <div className="sl-row sl-spread">
                    <strong>{criterion ? criterionSentence(criterion, language) : null}</strong>
                    <Button
                      small
                      disabled={fields.length === 1}
                      onClick={() => {
                        remove(name);
                        onChange();
                      }}
                    >
                      {t('pilots.plan.leave_out')}
                    </Button>
                  </div>
                  <BilingualField name={[name, 'name']} label={t('pilots.plan.kpi_name')} required />
                  <div className="form-line">
                    <Form.Item name={[name, 'baseline']} label={t('pilots.plan.baseline')}>
                      <NumberInput />
                    </Form.Item>
                    <Form.Item name={[name, 'target']} label={t('pilots.target')} required>
                      <NumberInput />
                    </Form.Item>
                    <Form.Item name={[name, 'unit']} label={t('pilots.plan.unit')}>
                      <TextInput maxLength={40} />
                    </Form.Item>
                    <Form.Item name={[name, 'observations']} label={t('pilots.plan.observations')} required>
                      <NumberInput min={1} />
                    </Form.Item>
                  </div>
                </fieldset>
              );
            })}
            {left.map((criterion) => (
              <div key={criterion.id}>
                <Button
                  onClick={() => {
                    add(planOf([criterion]).kpis[0]);
                    onChange();
                  }}
                >
                  {t('pilots.plan.take_in', { criterion: criterionSentence(criterion, language) })}
                </Button>
              </div>
            ))}
          </div>
        );
      }}
    </Form.List>
  );
}
