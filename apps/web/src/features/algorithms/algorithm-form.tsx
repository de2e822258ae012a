import { type Algorithm, createAlgorithm, editAlgorithm } from '@scenario-lab/contracts/algorithms';
import type { Text } from '@scenario-lab/contracts/common';
import { taskKinds } from '@scenario-lab/contracts/metrics';
import { listSolutions } from '@scenario-lab/contracts/solutions';
import { useNavigate, useSearchParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { BilingualField } from '../../components/bilingual-field.js';
import { Button } from '../../components/button.js';
import { CardFields } from '../../components/card-fields.js';
import { SelectField } from '../../components/choice-field.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import { RemarksAtFields } from '../../components/remarks-at-fields.js';
import { useRowForm } from '../../components/row-form.js';
import { TextInput } from '../../components/text-input.js';
import { choicesOf } from '../../components/use-terms.js';
import { writtenText } from '../../components/written-text.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

const empty = {
  title: {} as Text,
  summary: {} as Text,
  fields: [] as string[],
  technologies: [] as string[],
  solutionId: null as string | null,
  task: null as string | null,
  licence: 'proprietary',
  card: {} as { intendedUse?: Text; limits?: Text; trainingData?: Text; ethics?: Text },
};
type Values = typeof empty;

const bodyOf = ({ card, ...values }: Values) => ({
  ...values,
  title: writtenText(values.title) ?? undefined,
  summary: writtenText(values.summary) ?? undefined,
  card: {
    intendedUse: writtenText(card.intendedUse) ?? undefined,
    limits: writtenText(card.limits) ?? undefined,
    trainingData: writtenText(card.trainingData) ?? undefined,
    ethics: writtenText(card.ethics) ?? undefined,
  },
});

export function AlgorithmForm({ algorithm }: { algorithm?: Algorithm }) {
  const { t } = useWords();
  const { text } = useFormats();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const own = useRow(listSolutions, { query: { mine: 'true', limit: 100 } });
  const creating = useRowForm<typeof createAlgorithm, Values>({
    row: createAlgorithm,
    draft: algorithm ? null : 'algorithm.new',
    bodyOf,
    onDone: ({ id }) => navigate(path.algorithm(id)),
  });
  const editing = useRowForm<typeof editAlgorithm, Values>({
    row: editAlgorithm,
    draft: algorithm ? `algorithm.${algorithm.id}` : null,
    seen: algorithm?.updatedAt,
    params: { id: algorithm?.id ?? '' },
    bodyOf,
    onDone: () => navigate(path.algorithm(algorithm?.id ?? '')),
    form: creating.form,
  });
  const work = algorithm ? editing : creating;
  const start = algorithm
    ? { ...empty, ...algorithm, solutionId: algorithm.solution?.id ?? null }
    : { ...empty, solutionId: params.get('solutionId') };
  return (
    <FormPage
      title={t(algorithm ? 'algorithms.edit_title' : 'algorithms.new')}
      back={{
        to: algorithm ? path.algorithm(algorithm.id) : path.algorithms(),
        label: t('algorithms.title'),
      }}
    >
      <FormProblem work={work} />
      <RemarksAtFields thing="algorithm" id={algorithm?.id} status={algorithm?.status}>
        <Form<Values>
          noValidate
          form={work.form}
          layout="vertical"
          initialValues={start}
          onFinish={() => work.submit({ ...empty, ...work.form.getFieldsValue() })}
        >
          <CardFields />
          <div className="form-pair">
            <SelectField
              name="task"
              label={t('common.task')}
              options={choicesOf('task', taskKinds)}
              required
            />
            <SelectField
              name="solutionId"
              label={t('algorithms.solution')}
              options={(own.data?.items ?? []).map(({ id, title }) => ({ value: id, label: text(title) }))}
              none={t('algorithms.no_solution')}
            />
            <Form.Item name="licence" label={t('algorithms.licence')} extra={t('algorithms.licence_help')}>
              <TextInput maxLength={200} />
            </Form.Item>
          </div>
          <h2>{t('algorithms.card')}</h2>
          <Form.Told field="card" />
          <BilingualField name={['card', 'intendedUse']} label={t('field.intendedUse')} rows={3} required />
          <BilingualField name={['card', 'limits']} label={t('field.limits')} rows={3} />
          <BilingualField name={['card', 'trainingData']} label={t('field.trainingData')} rows={3} />
          <BilingualField name={['card', 'ethics']} label={t('field.ethics')} rows={2} />
          <Button tone="primary" submit pending={work.pending}>
            {t('common.save')}
          </Button>
        </Form>
      </RemarksAtFields>
    </FormPage>
  );
}
