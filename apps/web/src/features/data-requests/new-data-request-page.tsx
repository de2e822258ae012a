import type { Text } from '@scenario-lab/contracts/common';
import { createDataRequest } from '@scenario-lab/contracts/data-requests';
import { readScenario } from '@scenario-lab/contracts/scenarios';
import type { Field } from '@scenario-lab/contracts/taxonomies';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { BilingualField } from '../../components/bilingual-field.js';
import { Button } from '../../components/button.js';
import { SelectField } from '../../components/choice-field.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { TextArea } from '../../components/text-input.js';
import { TextView } from '../../components/text-view.js';
import { fieldChoices, useTerms } from '../../components/use-terms.js';
import { writtenText } from '../../components/written-text.js';
import { useWords } from '../../i18n/use-words.js';
import { SimilarWishes } from './similar-wishes.js';
import { wantedOf } from './wanted-text.js';

interface Values {
  title: Text | null;
  purpose: Text | null;
  wanted: string;
  field: Field | null;
  region: string | null;
}

/** Wishing for data: what, what for, and above all whether somebody has wished for it before. */
export function NewDataRequestPage() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const scenarioId = params.get('need');
  const need = useRow(readScenario, { params: { id: scenarioId ?? '' } }, { enabled: scenarioId !== null });
  const regions = useTerms('region');
  const said = params.get('q') ?? '';
  const work = useRowForm<typeof createDataRequest, Values>({
    row: createDataRequest,
    draft: `data-request.new.${scenarioId ?? ''}`,
    bodyOf: ({ title, purpose, wanted, field, region }) => ({
      title: writtenText(title) ?? {},
      purpose: writtenText(purpose) ?? {},
      wanted: wantedOf(wanted ?? ''),
      field: field as Field,
      region: region || null,
      scenarioId,
    }),
    fieldOf: (issue) => (issue.path[0] === 'wanted' ? { ...issue, path: ['wanted'] } : issue),
    onDone: ({ id }) => navigate(path.dataRequest(id)),
  });
  const title = Form.useWatch('title', work.form);
  const purpose = Form.useWatch('purpose', work.form);
  return (
    <FormPage
      title={t('data_requests.new_title')}
      lead={t('data_requests.new_lead')}
      back={{ to: path.dataRequests(), label: t('data_requests.title') }}
    >
      {need.data ? (
        <p>
          {t('data_requests.scenario')}
          {t('common.colon')}
          <Link to={path.scenario(need.data.id)}>
            <TextView text={need.data.title} />
          </Link>
        </p>
      ) : null}
      <ProblemAlert error={work.error} places={work.places} />
      <Form<Values>
        noValidate
        form={work.form}
        layout="vertical"
        initialValues={{
          title: said ? { [language]: said } : null,
          purpose: null,
          wanted: '',
          field: null,
          region: null,
        }}
        onFinish={work.submit}
      >
        <BilingualField
          name="title"
          label={t('data_requests.name')}
          extra={t('data_requests.name_help')}
          required
        />
        <SimilarWishes texts={[title, purpose]} />
        <BilingualField
          name="purpose"
          label={t('data_requests.purpose')}
          extra={t('data_requests.purpose_help')}
          rows={4}
          maxLength={4_000}
          required
        />
        <Form.Item name="wanted" label={t('data_requests.wanted')} extra={t('data_requests.wanted_help')}>
          <TextArea rows={5} maxLength={12_000} />
        </Form.Item>
        <div className="form-pair">
          <SelectField name="field" label={t('data_requests.field')} options={fieldChoices()} required />
          <SelectField
            name="region"
            label={t('data_requests.region')}
            options={regions.options}
            none={t('common.not_stated')}
          />
        </div>
        <Button tone="primary" submit pending={work.pending}>
          {t('data_requests.wish')}
        </Button>
      </Form>
    </FormPage>
  );
}
