import type { Text } from '@scenario-lab/contracts/common';
import { AccessMode, createDataset, type Dataset, editDataset } from '@scenario-lab/contracts/datasets';
import type { Scenario } from '@scenario-lab/contracts/scenarios';
import { useNavigate } from 'react-router';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { CardFields } from '../../components/card-fields.js';
import { SelectField } from '../../components/choice-field.js';
import { CheckInput } from '../../components/choice-input.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import { RemarksAtFields } from '../../components/remarks-at-fields.js';
import { useRowForm } from '../../components/row-form.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { sourceKindChoices, useTerms } from '../../components/use-terms.js';
import { writtenText } from '../../components/written-text.js';
import { useWords } from '../../i18n/use-words.js';

const empty = {
  title: {} as Text,
  summary: {} as Text,
  fields: [] as string[],
  technologies: [] as string[],
  accessMode: null as string | null,
  sourceKind: null as string | null,
  region: null as string | null,
  licence: '',
  source: '',
  truthPublic: false,
};
type Values = typeof empty;

const bodyOf = (values: Values) => ({
  ...values,
  title: writtenText(values.title) ?? undefined,
  summary: writtenText(values.summary) ?? undefined,
});

/** What a need tells of the data it is tested with; kept from everybody's eyes unless their owner opens them. */
function fromNeed({ title, field }: Scenario): Partial<Values> {
  const of = (words: (title: string) => string, said: string | undefined) => (said ? words(said) : undefined);
  const both = (zh: (title: string) => string, en: (title: string) => string): Text => ({
    zh: of(zh, title.zh),
    en: of(en, title.en),
  });
  return {
    title: both(
      (said) => `${said} · 测试数据`.slice(0, 200),
      (said) => `${said}: test data`.slice(0, 200),
    ),
    summary: both(
      (said) => `用于测试需求“${said}”的数据。`,
      (said) => `Data to test the need “${said}” with.`,
    ),
    fields: field ? [field] : [],
    accessMode: 'sandbox_only',
    sourceKind: 'public',
  };
}

export function DatasetForm({ dataset, need }: { dataset?: Dataset; need?: Scenario }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const regions = useTerms('region');
  const creating = useRowForm<typeof createDataset, Values>({
    row: createDataset,
    draft: dataset ? null : `dataset.new.${need?.id ?? ''}`,
    bodyOf,
    onDone: ({ id }) => navigate(path.newDatasetVersion(id, { need: need?.id })),
  });
  const editing = useRowForm<typeof editDataset, Values>({
    row: editDataset,
    draft: dataset ? `dataset.${dataset.id}` : null,
    seen: dataset?.updatedAt,
    params: { id: dataset?.id ?? '' },
    bodyOf,
    onDone: () => navigate(path.dataset(dataset?.id ?? '')),
    form: creating.form,
  });
  const work = dataset ? editing : creating;
  const chosen =
    Form.useWatch('accessMode', work.form) ?? dataset?.accessMode ?? (need ? 'sandbox_only' : undefined);
  const mode = AccessMode.options.find((one) => one === chosen);
  return (
    <FormPage
      title={t(dataset ? 'datasets.edit_title' : 'datasets.new')}
      lead={need ? t('datasets.for_need') : undefined}
      back={
        need
          ? { to: path.editScenario(need.id, { step: 'data' }), label: t('datasets.back_to_need') }
          : { to: dataset ? path.dataset(dataset.id) : path.datasets(), label: t('datasets.title') }
      }
    >
      <FormProblem work={work} />
      <RemarksAtFields thing="dataset" id={dataset?.id} status={dataset?.status}>
        <Form<Values>
          noValidate
          form={work.form}
          layout="vertical"
          initialValues={{ ...empty, ...(need ? fromNeed(need) : {}), ...dataset }}
          onFinish={() => work.submit({ ...empty, ...work.form.getFieldsValue() })}
        >
          <CardFields />
          <div className="form-pair">
            <SelectField
              name="accessMode"
              label={t('datasets.access_mode')}
              required
              options={AccessMode.options.map((value) => ({
                value,
                label: t(`taxonomy.access_mode.${value}`),
              }))}
              extra={mode ? t(`datasets.access_says.${mode}`) : undefined}
            />
            <SelectField
              name="sourceKind"
              label={t('datasets.source_kind')}
              required
              options={sourceKindChoices()}
            />
            <SelectField
              name="region"
              label={t('common.region')}
              options={regions.options}
              none={t('common.not_stated')}
            />
            <Form.Item name="licence" label={t('datasets.licence')}>
              <TextInput maxLength={200} />
            </Form.Item>
          </div>
          <Form.Item name="source" label={t('datasets.source')}>
            <TextArea rows={2} maxLength={1_000} />
          </Form.Item>
          <Form.Item name="truthPublic" valuePropName="checked" extra={t('datasets.truth_public_help')}>
            <CheckInput label={t('datasets.truth_public')} />
          </Form.Item>
          <Button tone="primary" submit pending={work.pending}>
            {t(dataset ? 'common.save' : 'datasets.to_file')}
          </Button>
        </Form>
      </RemarksAtFields>
    </FormPage>
  );
}
