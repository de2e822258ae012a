import { type Camp, createCamp, editCamp, readCamp } from '@scenario-lab/contracts/camps';
import { useNavigate, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { BilingualField } from '../../components/bilingual-field.js';
import { Button } from '../../components/button.js';
import { SelectField } from '../../components/choice-field.js';
import { DayInput, NumberInput, WordsInput } from '../../components/choice-input.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { fieldChoices } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { type CampValues, campOf, campValuesOf, fieldOfCamp } from './camp-values.js';
import { SessionFields } from './session-fields.js';
import { TaskFields } from './task-fields.js';

export function NewCampPage() {
  return <CampForm />;
}

export function EditCampPage() {
  const { id = '' } = useParams();
  const { data, error, isPending } = useRow(readCamp, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <CampForm key={data.id} camp={data} />;
}

/** What is taught when, on which exams, and what is asked for a certificate. */
function CampForm({ camp }: { camp?: Camp }) {
  const { t } = useWords();
  const { text } = useFormats();
  const navigate = useNavigate();
  const work = useRowForm<typeof createCamp | typeof editCamp, CampValues>({
    row: camp ? editCamp : createCamp,
    draft: camp ? `camp.${camp.id}` : 'camp.new',
    params: camp ? { id: camp.id } : {},
    seen: camp?.updatedAt,
    fieldOf: fieldOfCamp,
    bodyOf: campOf,
    onDone: (answer) => navigate(path.camp(camp?.id ?? (answer as { id: string }).id)),
  });
  const initial = campValuesOf(camp);
  return (
    <FormPage
      title={camp ? t('camps.edit') : t('camps.new')}
      lead={t('camps.form_lead')}
      back={
        camp
          ? { to: path.camp(camp.id), label: text(camp.title) }
          : { to: path.camps(), label: t('camps.title') }
      }
    >
      <FormProblem work={work} />
      <Form<CampValues>
        noValidate
        form={work.form}
        layout="vertical"
        initialValues={initial}
        onFinish={() => work.submit({ ...initial, ...work.form.getFieldsValue(true) })}
      >
        <BilingualField name="title" label={t('field.title')} required />
        <BilingualField name="about" label={t('camps.about')} rows={4} maxLength={20_000} required />
        <div className="form-pair">
          <SelectField
            name="field"
            label={t('camps.field')}
            options={fieldChoices()}
            none={t('common.not_stated')}
          />
          <Form.Item name="seats" label={t('camps.seats')} required>
            <NumberInput min={1} max={500} />
          </Form.Item>
        </div>
        <Form.Item name="signUpUntil" label={t('camps.sign_up_until')} required>
          <DayInput />
        </Form.Item>
        <SessionFields />
        <TaskFields />
        <h2>{t('camps.rule')}</h2>
        <p className="sl-muted">{t('camps.rule_says')}</p>
        <div className="form-pair">
          <Form.Item name="ruleSessions" label={t('camps.rule_sessions')} required>
            <NumberInput min={0} max={30} />
          </Form.Item>
          <Form.Item name="ruleTasks" label={t('camps.rule_tasks')} required>
            <NumberInput min={0} max={10} />
          </Form.Item>
        </div>
        <Form.Item name="instructors" label={t('camps.instructors')} extra={t('camps.instructors_help')}>
          <WordsInput />
        </Form.Item>
        <Button tone="primary" submit pending={work.pending}>
          {t('common.save')}
        </Button>
      </Form>
    </FormPage>
  );
}
