import {
  type AccessMethod,
  accessMethods,
  type PurposeKind,
  purposeKinds,
} from '@scenario-lab/contracts/access';
import { type Grant, proposeTerms, readGrant } from '@scenario-lab/contracts/grants';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { ChecksField, SelectField } from '../../components/choice-field.js';
import { DayInput, NumberInput } from '../../components/choice-input.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { TextArea } from '../../components/text-input.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

interface Values {
  until: string | null;
  purposeKind: PurposeKind;
  purpose: string;
  methods: AccessMethod[];
  uses: number | null;
  reason: string;
}

/** An addendum states all of the terms anew; a renewal another last day and nothing else. */
export function AddendumPage() {
  const { id = '' } = useParams();
  const [params] = useSearchParams();
  const { data, error, isPending } = useRow(readGrant, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <AddendumForm grant={data} renewal={params.get('renew') === 'yes'} />;
}

function AddendumForm({ grant, renewal }: { grant: Grant; renewal: boolean }) {
  const { t } = useWords();
  const { text, count } = useFormats();
  const navigate = useNavigate();
  const now: Values = {
    until: grant.until,
    purposeKind: grant.purposeKind,
    purpose: grant.purpose ?? '',
    methods: [...grant.methods],
    uses: grant.uses,
    reason: '',
  };
  const work = useRowForm<typeof proposeTerms, Values>({
    row: proposeTerms,
    draft: `addendum.grant.${grant.id}.${renewal ? 'renewal' : 'terms'}`,
    params: { id: grant.id },
    bodyOf: (values) => {
      const all = { ...now, ...values };
      return { ...all, until: all.until ?? '', uses: all.uses ?? null };
    },
    onDone: () => navigate(path.grant(grant.id)),
  });
  const name = renewal ? 'renew' : 'propose';
  return (
    <FormPage
      title={t(`grants.${name}_title`)}
      lead={t(`grants.${name}_lead`)}
      back={{ to: path.grant(grant.id), label: t('grants.name', { dataset: text(grant.dataset.title) }) }}
    >
      <ProblemAlert error={work.error} places={work.places} />
      <Form<Values> noValidate form={work.form} layout="vertical" initialValues={now} onFinish={work.submit}>
        <Form.Item name="until" label={t('grants.until')} required>
          <DayInput />
        </Form.Item>
        {renewal ? null : (
          <>
            <ChecksField
              name="methods"
              label={t('field.methods')}
              options={accessMethods.map((value) => ({ value, label: t(`access.methods.${value}`) }))}
              required
            />
            <Form.Item
              name="uses"
              label={t('field.uses')}
              extra={t('grants.uses_help', { used: count(grant.used) })}
            >
              <NumberInput min={1} />
            </Form.Item>
            <SelectField
              name="purposeKind"
              label={t('field.purposeKind')}
              options={purposeKinds.map((value) => ({ value, label: t(`access.purposes.${value}`) }))}
              required
            />
            <Form.Item name="purpose" label={t('access.purpose')} required>
              <TextArea rows={4} maxLength={5_000} />
            </Form.Item>
          </>
        )}
        <Form.Item name="reason" label={t('grants.reason')} extra={t('grants.reason_help')} required>
          <TextArea rows={3} maxLength={2_000} />
        </Form.Item>
        <Button tone="primary" submit pending={work.pending}>
          {t('grants.send')}
        </Button>
      </Form>
    </FormPage>
  );
}
