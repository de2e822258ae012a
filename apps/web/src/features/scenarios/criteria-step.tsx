import { readDataset } from '@scenario-lab/contracts/datasets';
import { criterionNames, criterionUnit, isResource, taskKinds } from '@scenario-lab/contracts/metrics';
import { useQueries } from '@tanstack/react-query';
import { Form } from 'antd';
import { useId } from 'react';
import { rowQuery } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { SelectField } from '../../components/choice-field.js';
import { NumberInput, SelectInput } from '../../components/choice-input.js';
import { Icon } from '../../components/icon.js';
import { TextInput } from '../../components/text-input.js';
import { choicesOf } from '../../components/use-terms.js';
import { criterionSentence, foregoneOf, metricName } from '../../i18n/metric-words.js';
import { useWords } from '../../i18n/use-words.js';
import { type CriterionValues, criterionOf, freeCriterionId } from './scenario-values.js';

/** Step 2: the criteria builder; each line reads as a sentence. */
export function CriteriaStep({ task, datasetIds }: { task: string | null; datasetIds: readonly string[] }) {
  const { t } = useWords();
  const form = Form.useFormInstance();
  const columns = useColumns(datasetIds);
  const list = useId();
  return (
    <>
      <SelectField
        name="task"
        label={t('common.task')}
        extra={t('scenarios.wizard.task_help')}
        options={choicesOf('task', taskKinds)}
        none={t('common.not_stated')}
      />
      <datalist id={list}>
        {columns.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Form.Item label={t('scenarios.criteria')}>
        <Form.List name="criteria">
          {(lines, { add, remove }) => (
            <div className="form-lines">
              {lines.map(({ key, name }) => (
                <CriterionLine key={key} at={name} task={task} columns={list} onRemove={() => remove(name)} />
              ))}
              {task ? (
                <div>
                  <Button
                    onClick={() =>
                      add({
                        id: freeCriterionId(form.getFieldValue('criteria') ?? []),
                        direction: 'at_most',
                        must: 'must',
                      })
                    }
                  >
                    {t('scenarios.wizard.add_criterion')}
                  </Button>
                </div>
              ) : (
                <p className="sl-muted">{t('scenarios.wizard.task_first')}</p>
              )}
            </div>
          )}
        </Form.List>
      </Form.Item>
    </>
  );
}

function CriterionLine(props: { at: number; task: string | null; columns: string; onRemove: () => void }) {
  const { at, task } = props;
  const { t, language } = useWords();
  const form = Form.useFormInstance();
  const line: CriterionValues = Form.useWatch(['criteria', at]) ?? {};
  const metrics = criterionNames
    .filter((metric) => task === null || metric.tasks.some((one) => one === task))
    .map((metric) => ({
      value: metric.id,
      label: metric[language],
      group: t(`scenarios.wizard.metrics_of.${isResource(metric.id) ? 'resources' : 'predictions'}`),
    }));
  const resource = !!line.metric && isResource(line.metric);
  const criterion = criterionOf({ ...line, id: line.id ?? 'c' });
  const outcome = criterion && foregoneOf(criterion);
  // The direction that makes sense follows from the metric; it can still be turned round.
  const choose = (metric: string | null) => {
    const better = criterionNames.find(({ id }) => id === metric)?.better;
    if (better)
      form.setFieldValue(['criteria', at, 'direction'], better === 'higher' ? 'at_least' : 'at_most');
  };
  return (
    <div className="form-line">
      <Form.Item
        name={[at, 'metric']}
        label={t('field.metric')}
        required
        getValueFromEvent={(metric) => metric}
      >
        <MetricSelect options={metrics} onChosen={choose} />
      </Form.Item>
      <Form.Item name={[at, 'direction']} label={t('scenarios.wizard.direction')}>
        <SelectInput
          options={[
            { value: 'at_most', label: t('scenarios.wizard.at_most') },
            ...(resource ? [] : [{ value: 'at_least', label: t('scenarios.wizard.at_least') }]),
          ]}
        />
      </Form.Item>
      <Form.Item
        name={[at, 'threshold']}
        label={
          resource
            ? t('scenarios.wizard.threshold_in', { unit: criterionUnit(line.metric!, undefined, language) })
            : t('scenarios.wizard.threshold')
        }
        required
      >
        <NumberInput {...(resource ? { min: 0 } : {})} />
      </Form.Item>
      {resource ? null : (
        <>
          <Form.Item name={[at, 'unit']} label={t('scenarios.wizard.unit')}>
            <TextInput maxLength={40} />
          </Form.Item>
          <Form.Item name={[at, 'sliceColumn']} label={t('scenarios.wizard.slice_column')}>
            <TextInput maxLength={200} list={props.columns} />
          </Form.Item>
          <Form.Item name={[at, 'sliceValue']} label={t('scenarios.wizard.slice_value')}>
            <TextInput maxLength={200} />
          </Form.Item>
        </>
      )}
      <Form.Item name={[at, 'must']} label={t('scenarios.wizard.importance')}>
        <SelectInput
          options={[
            { value: 'must', label: t('common.must') },
            { value: 'nice', label: t('common.nice') },
          ]}
        />
      </Form.Item>
      <Form.Item name={[at, 'weight']} label={t('scenarios.wizard.weight')}>
        <NumberInput min={0} max={100} />
      </Form.Item>
      <div style={{ alignSelf: 'end' }}>
        <Button onClick={props.onRemove}>{t('common.remove')}</Button>
      </div>
      {criterion ? (
        <p className="criterion-sentence" aria-live="polite">
          <span className="sl-muted">{t('scenarios.wizard.sentence')}</span>{' '}
          <strong>{criterionSentence(criterion, language)}</strong>
        </p>
      ) : null}
      {criterion && outcome ? (
        <p className="sl-small" style={{ gridColumn: '1 / -1', color: 'var(--inconclusive)' }}>
          <Icon name="warning" />{' '}
          {t('scenarios.wizard.ratio_range', {
            metric: metricName(criterion.metric, language),
            outcome: t(`scenarios.wizard.${outcome}`),
          })}
        </p>
      ) : null}
      {criterion && !resource ? null : (
        <p className="sl-muted sl-small" style={{ gridColumn: '1 / -1' }}>
          {t(resource ? 'scenarios.wizard.resource_help' : 'scenarios.wizard.slice_help')}
        </p>
      )}
    </div>
  );
}

function MetricSelect(props: {
  id?: string;
  value?: string | null;
  onChange?: (metric: string | null) => void;
  onChosen: (metric: string | null) => void;
  options: { value: string; label: string }[];
}) {
  const { onChange, onChosen, ...rest } = props;
  return (
    <SelectInput
      {...rest}
      onChange={(metric) => {
        onChange?.(metric);
        onChosen(metric);
      }}
    />
  );
}

/** Columns of the linked data, offered where a slice is named. */
function useColumns(datasetIds: readonly string[]): string[] {
  const answers = useQueries({ queries: datasetIds.map((id) => rowQuery(readDataset, { params: { id } })) });
  return [
    ...new Set(answers.flatMap(({ data }) => data?.versions[0]?.columns.map(({ name }) => name) ?? [])),
  ];
}
