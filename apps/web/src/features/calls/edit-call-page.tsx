import './calls.css';
import { commonControls, createCall, editCall, priceFormulas, readCall } from '@scenario-lab/contracts/calls';
import { readScenario, type Scenario } from '@scenario-lab/contracts/scenarios';
import { plainWords } from '@scenario-lab/contracts/words/criterion-words';
import { useEffect, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { BilingualField } from '../../components/bilingual-field.js';
import { Button } from '../../components/button.js';
import { SelectField } from '../../components/choice-field.js';
import { CheckInput, NumberInput } from '../../components/choice-input.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { labTimeZone, useFormats } from '../../i18n/format.js';
import { criterionSentence } from '../../i18n/metric-words.js';
import { useWords } from '../../i18n/use-words.js';
import { type CallValues, callOf, callValuesOf, fieldOfCall, weightsOf } from './call-values.js';

/** A call is begun on its need. */
export function NewCallPage() {
  const { id = '' } = useParams();
  const { data, error, isPending } = useRow(readScenario, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <CallForm key={data.id} need={data} />;
}

export function EditCallPage() {
  const { id = '' } = useParams();
  const call = useRow(readCall, { params: { id } });
  const needId = call.data?.scenario.id ?? '';
  const need = useRow(readScenario, { params: { id: needId } }, { enabled: needId !== '' });
  const error = call.error ?? need.error;
  if (error) return <ProblemAlert error={error} />;
  if (!call.data || !need.data) return <PageSkeleton />;
  return <CallForm key={id} need={need.data} call={call.data} />;
}

type Existing = NonNullable<ReturnType<typeof useRow<typeof readCall>>['data']>;

function CallForm({ need, call }: { need: Scenario; call?: Existing }) {
  const { t } = useWords();
  const { text } = useFormats();
  const navigate = useNavigate();
  const told = (criterion: Scenario['criteria'][number], language: 'zh' | 'en') =>
    (plainWords(criterion, need, language)?.sentence ?? criterionSentence(criterion, language)).slice(0, 200);
  const [initial] = useState(() =>
    callValuesOf(
      need.criteria.map((criterion) => ({
        id: criterion.id,
        must: criterion.must,
        title: { zh: told(criterion, 'zh'), en: told(criterion, 'en') },
      })),
      call?.terms ?? null,
    ),
  );
  const [values, setValues] = useState(initial);
  const done = (id: string) => navigate(path.call(id));
  const work = useRowForm<typeof createCall | typeof editCall, CallValues>({
    row: call ? editCall : createCall,
    draft: call ? `call.${call.id}` : `call.new.${need.id}`,
    params: { id: call?.id ?? need.id },
    seen: call?.updatedAt,
    fieldOf: fieldOfCall(values),
    bodyOf: callOf,
    onDone: (answer) => done(call?.id ?? (answer as { id: string }).id),
  });
  const all = () => ({ ...initial, ...(work.form.getFieldsValue(true) as CallValues) });
  const { form, resumed } = work;
  useEffect(() => {
    if (resumed) setValues({ ...initial, ...(form.getFieldsValue(true) as CallValues) });
  }, [resumed, form, initial]);
  const back = call
    ? { to: path.call(call.id), label: text(call.title) }
    : { to: path.scenario(need.id), label: text(need.title) };
  return (
    <FormPage title={call ? t('calls.edit') : t('calls.new')} lead={t('calls.form.lead')} back={back}>
      <FormProblem work={work} />
      <Form<CallValues>
        noValidate
        form={work.form}
        layout="vertical"
        initialValues={initial}
        onValuesChange={() => setValues(all())}
        onFinish={() => work.submit(all())}
      >
        <BilingualField name="title" label={t('calls.form.title')} required />
        <BilingualField
          name="text"
          label={t('calls.text')}
          extra={t('calls.form.text_help')}
          rows={5}
          required
        />
        <Form.Item
          name="deadline"
          label={t('calls.deadline')}
          extra={t('calls.form.deadline_help', { zone: labTimeZone() })}
          required
        >
          <TextInput type="datetime-local" />
        </Form.Item>
        <h2>{t('calls.criteria')}</h2>
        <p className="sl-muted" role="status">
          {t('calls.form.sum', { sum: weightsOf(values) })}
        </p>
        <Measured lines={values.measured} />
        <Judged />
        <div className="form-pair">
          <Form.Item name="priceWeight" label={t('calls.form.price_weight')} required>
            <NumberInput min={0} />
          </Form.Item>
          <SelectField
            name="priceFormula"
            label={t('calls.form.formula')}
            options={priceFormulas.map((value) => ({ value, label: t(`calls.formula.${value}`) }))}
          />
          <Form.Item name="ceiling" label={t('calls.form.ceiling')} extra={t('scenarios.wizard.budget_help')}>
            <NumberInput min={0} />
          </Form.Item>
        </div>
        <div className="form-pair">
          <SelectField
            name="commonControl"
            label={t('panel.terms.common_label')}
            options={commonControls.map((value) => ({ value, label: t(`panel.terms.common.${value}`) }))}
          />
          <Form.Item name="standstillDays" label={t('panel.terms.days_label')} required>
            <NumberInput min={3} />
          </Form.Item>
        </div>
        <h2>{t('calls.panel')}</h2>
        <p className="sl-muted">{t('calls.form.panel_help')}</p>
        <PanelLines />
        <p>
          <Button tone="primary" submit pending={work.pending}>
            {t('calls.form.save')}
          </Button>
        </p>
      </Form>
    </FormPage>
  );
}

/** The need's own criteria: measured by the lab, never by words. */
function Measured({ lines }: { lines: CallValues['measured'] }) {
  const { t } = useWords();
  const { text } = useFormats();
  return lines.map((line, at) => (
    <div key={line.id} className="call-line">
      <h3>{text(line.title)}</h3>
      <div className="form-pair">
        <BilingualField name={['measured', at, 'title']} label={t('calls.form.name')} />
        <Form.Item name={['measured', at, 'weight']} label={t('calls.weight')}>
          <NumberInput min={0} />
        </Form.Item>
        <Form.Item name={['measured', at, 'must']} valuePropName="checked">
          <CheckInput label={t('calls.must')} />
        </Form.Item>
      </div>
    </div>
  ));
}

function Judged() {
  const { t } = useWords();
  return (
    <Form.List name="judged">
      {(fields, { add, remove }) => (
        <div className="form-lines">
          {fields.map(({ key, name }) => (
            <div key={key} className="form-line">
              <BilingualField name={[name, 'title']} label={t('calls.kind.judged')} required />
              <Form.Item name={[name, 'weight']} label={t('calls.weight')} required>
                <NumberInput min={0} />
              </Form.Item>
              <Button small onClick={() => remove(name)}>
                {t('common.remove')}
              </Button>
            </div>
          ))}
          <div>
            <Button onClick={() => add({ title: null, weight: null })}>{t('calls.form.add_judged')}</Button>
          </div>
        </div>
      )}
    </Form.List>
  );
}

function PanelLines() {
  const { t } = useWords();
  return (
    <Form.List name="panel">
      {(fields, { add, remove }) => (
        <div className="form-lines">
          {fields.map(({ key, name }) => (
            <div key={key} className="form-line">
              <Form.Item name={[name, 'name']} label={t('calls.form.member')} required>
                <TextInput maxLength={100} />
              </Form.Item>
              <Form.Item name={[name, 'organisation']} label={t('calls.form.organisation')} required>
                <TextInput maxLength={200} />
              </Form.Item>
              <Form.Item name={[name, 'ties']} label={t('calls.form.ties')} extra={t('calls.form.ties_help')}>
                <TextArea rows={2} maxLength={1_000} />
              </Form.Item>
              <Button small onClick={() => remove(name)}>
                {t('common.remove')}
              </Button>
            </div>
          ))}
          <div>
            <Button onClick={() => add({ name: '', organisation: '', ties: '' })}>
              {t('calls.form.add_member')}
            </Button>
          </div>
        </div>
      )}
    </Form.List>
  );
}
