import { type BenchmarkVersion, baselineKinds } from '@scenario-lab/contracts/benchmarks';
import { listDatasets, readDataset } from '@scenario-lab/contracts/datasets';
import { criterionNames, isResource, taskKinds } from '@scenario-lab/contracts/metrics';
import { useRow } from '../../app/api.js';
import { BilingualField } from '../../components/bilingual-field.js';
import { Button } from '../../components/button.js';
import { ChecksField, SelectField } from '../../components/choice-field.js';
import { NumberInput } from '../../components/choice-input.js';
import { Form, type FormInstance } from '../../components/form.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { choicesOf } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { CriterionLines } from './criterion-lines.js';
import type { PlanValues } from './plan-values.js';

interface PlanFormProps {
  form: FormInstance<PlanValues>;
  initial: PlanValues;
  pending: boolean;
  onSubmit: (values: PlanValues) => void;
}

const limitNames = [
  'cpuSeconds',
  'wallSeconds',
  'processes',
  'memoryBytes',
  'tmpBytes',
  'outBytes',
  'logBytes',
] as const satisfies readonly (keyof BenchmarkVersion['plan']['limits'])[];

/** The draft's fields: data first, for target, features and slices are its columns. */
export function PlanForm({ form, initial, pending, onSubmit }: PlanFormProps) {
  const { t, language } = useWords();
  const { text } = useFormats();
  const task = Form.useWatch('task', form) ?? initial.task;
  const datasetId = Form.useWatch('datasetId', form) ?? initial.datasetId;
  const versionId = Form.useWatch('datasetVersionId', form) ?? initial.datasetVersionId;
  const unit = Form.useWatch(['unit', 'kind'], form) ?? initial.unit.kind;
  const datasets = useRow(listDatasets, { query: { limit: 100 } });
  const dataset = useRow(readDataset, { params: { id: datasetId ?? '' } }, { enabled: !!datasetId });
  const versions = (dataset.data?.versions ?? [])
    .filter(({ status, id }) => status === 'ready' || id === versionId)
    .map(({ id, label }) => ({ value: id, label }));
  const version = dataset.data?.versions.find(({ id }) => id === versionId) ?? null;
  const columns = (version?.columns ?? []).map(({ name, title }) => ({
    value: name,
    label: title ? `${name} · ${text(title)}` : name,
  }));
  const names = criterionNames
    .filter((metric) => metric.tasks.some((one) => one === task))
    .map((metric) => ({
      value: metric.id,
      label: metric[language],
      group: t(`scenarios.wizard.metrics_of.${isResource(metric.id) ? 'resources' : 'predictions'}`),
    }));
  return (
    <Form<PlanValues>
      noValidate
      form={form}
      layout="vertical"
      initialValues={initial}
      onFinish={() => onSubmit({ ...initial, ...form.getFieldsValue(true) })}
    >
      <BilingualField name="title" label={t('field.title')} required />
      <div className="form-pair">
        <SelectField
          name="datasetId"
          label={t('benchmarks.form.dataset')}
          required
          options={(datasets.data?.items ?? []).map((one) => ({ value: one.id, label: text(one.title) }))}
        />
        <SelectField
          name="datasetVersionId"
          label={t('benchmarks.form.version')}
          required
          options={versions}
        />
        <SelectField
          name="task"
          label={t('benchmarks.form.task')}
          required
          options={choicesOf('task', taskKinds)}
        />
        <SelectField
          name="baseline"
          label={t('benchmarks.form.baseline')}
          required
          options={baselineKinds.map((value) => ({ value, label: t(`benchmarks.baselines.${value}`) }))}
        />
      </div>
      <div className="form-pair">
        <SelectField name="target" label={t('benchmarks.form.target')} required options={columns} />
        {task === 'binary' ? (
          <Form.Item name="positive" label={t('benchmarks.form.positive')} required>
            <TextInput maxLength={200} />
          </Form.Item>
        ) : null}
      </div>
      <ChecksField
        name="features"
        label={t('benchmarks.form.features')}
        required
        options={columns}
        extra={columns.length === 0 ? t('benchmarks.form.data_first') : undefined}
      />
      <ChecksField
        name="slices"
        label={t('benchmarks.form.slices')}
        options={columns}
        extra={columns.length === 0 ? t('benchmarks.form.data_first') : undefined}
      />
      <ChecksField
        name="metrics"
        label={t('benchmarks.form.metrics')}
        required
        options={names.filter(({ value }) => !isResource(value))}
        extra={names.length === 0 ? t('benchmarks.form.task_first') : undefined}
      />
      <Form.Item label={t('benchmarks.form.criteria')}>
        <CriterionLines metrics={names} columns={columns} version={version} />
      </Form.Item>
      <div className="form-pair">
        <SelectField
          name={['unit', 'kind']}
          label={t('benchmarks.form.unit')}
          required
          options={[
            { value: 'row', label: t('benchmarks.unit.row') },
            { value: 'group', label: t('benchmarks.form.unit_column') },
            { value: 'block', label: t('benchmarks.form.unit_duration') },
          ]}
        />
        {unit === 'group' ? (
          <SelectField
            name={['unit', 'column']}
            label={t('benchmarks.form.unit_column')}
            required
            options={columns}
          />
        ) : null}
        {unit === 'block' ? (
          <Form.Item name={['unit', 'duration']} label={t('benchmarks.form.unit_duration')} required>
            <TextInput maxLength={20} />
          </Form.Item>
        ) : null}
        <Form.Item name="looks" label={t('benchmarks.form.looks')} required>
          <NumberInput min={1} max={10} />
        </Form.Item>
      </div>
      {task === 'forecasting' ? (
        <>
          <h2>{t('benchmarks.form.forecast')}</h2>
          <div className="form-pair">
            <SelectField
              name={['forecast', 'time']}
              label={t('benchmarks.form.time')}
              required
              options={columns}
            />
            <Form.Item name={['forecast', 'frequency']} label={t('benchmarks.form.frequency')} required>
              <TextInput maxLength={20} />
            </Form.Item>
            {(['horizon', 'every', 'seasonality'] as const).map((name) => (
              <Form.Item key={name} name={['forecast', name]} label={t(`benchmarks.form.${name}`)} required>
                <NumberInput min={1} />
              </Form.Item>
            ))}
          </div>
        </>
      ) : null}
      <div className="form-pair">
        <Form.Item name="leakAnswer" label={t('benchmarks.form.leak_answer')}>
          <TextArea maxLength={2_000} />
        </Form.Item>
        <Form.Item name="powerAnswer" label={t('benchmarks.form.power_answer')}>
          <TextArea maxLength={2_000} />
        </Form.Item>
      </div>
      <h2>{t('benchmarks.limits')}</h2>
      <div className="form-pair">
        {limitNames.map((name) => (
          <Form.Item
            key={name}
            name={['runLimits', name]}
            label={
              name.endsWith('Bytes')
                ? t(`benchmarks.limit_mib.${name as 'memoryBytes'}`)
                : t(`benchmarks.limit.${name}`)
            }
          >
            <NumberInput min={0} />
          </Form.Item>
        ))}
      </div>
      <Button tone="primary" submit pending={pending}>
        {t('benchmarks.form.save')}
      </Button>
    </Form>
  );
}
