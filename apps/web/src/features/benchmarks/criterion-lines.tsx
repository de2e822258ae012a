import { Form } from 'antd';
import { Button } from '../../components/button.js';
import { type Choice, NumberInput, SelectInput } from '../../components/choice-input.js';
import { TextInput } from '../../components/text-input.js';
import { useWords } from '../../i18n/use-words.js';
import { freeId } from './plan-values.js';

interface CriterionLinesProps {
  metrics: readonly Choice[];
  columns: readonly Choice[];
}

/** Criteria of a draft, line by line. */
export function CriterionLines({ metrics, columns }: CriterionLinesProps) {
  const { t } = useWords();
  const form = Form.useFormInstance();
  const directions = [
    { value: 'at_most', label: t('scenarios.wizard.at_most') },
    { value: 'at_least', label: t('scenarios.wizard.at_least') },
  ];
  const kinds = [
    { value: 'must', label: t('common.must') },
    { value: 'nice', label: t('common.nice') },
  ];
  return (
    <Form.List name="criteria">
      {(lines, { add, remove }) => (
        <div className="form-lines">
          {lines.map(({ key, name }) => (
            <div key={key} className="form-line">
              <Form.Item name={[name, 'metric']} label={t('field.metric')} required>
                <SelectInput options={metrics} />
              </Form.Item>
              <Form.Item name={[name, 'direction']} label={t('scenarios.wizard.direction')} required>
                <SelectInput options={directions} />
              </Form.Item>
              <Form.Item name={[name, 'threshold']} label={t('scenarios.wizard.threshold')} required>
                <NumberInput />
              </Form.Item>
              <Form.Item name={[name, 'unit']} label={t('scenarios.wizard.unit')}>
                <TextInput maxLength={40} />
              </Form.Item>
              <Form.Item name={[name, 'sliceColumn']} label={t('scenarios.wizard.slice_column')}>
                <SelectInput options={columns} none={t('common.none')} />
              </Form.Item>
              <Form.Item name={[name, 'sliceValue']} label={t('scenarios.wizard.slice_value')}>
                <TextInput maxLength={200} />
              </Form.Item>
              <Form.Item name={[name, 'must']} label={t('scenarios.wizard.importance')}>
                <SelectInput options={kinds} />
              </Form.Item>
              <Form.Item name={[name, 'weight']} label={t('scenarios.wizard.weight')}>
                <NumberInput min={0} max={100} />
              </Form.Item>
              <div style={{ alignSelf: 'end' }}>
                <Button onClick={() => remove(name)}>{t('common.remove')}</Button>
              </div>
            </div>
          ))}
          <div>
            <Button
              onClick={() =>
                add({
                  id: freeId(form.getFieldValue('criteria') ?? []),
                  direction: 'at_least',
                  must: 'must',
                })
              }
            >
              {t('benchmarks.form.add_criterion')}
            </Button>
          </div>
        </div>
      )}
    </Form.List>
  );
}
