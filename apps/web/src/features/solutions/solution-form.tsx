import type { Text } from '@scenario-lab/contracts/common';
import { metricNames } from '@scenario-lab/contracts/metrics';
import { createSolution, editSolution, type Solution } from '@scenario-lab/contracts/solutions';
import { useNavigate, useSearchParams } from 'react-router';
import { path } from '../../app/paths.js';
import type { Issue } from '../../app/problems.js';
import { BilingualField } from '../../components/bilingual-field.js';
import { Button } from '../../components/button.js';
import { CardFields } from '../../components/card-fields.js';
import { ChainLinksField } from '../../components/chain-links-field.js';
import { ChecksField } from '../../components/choice-field.js';
import { CheckInput, NumberInput, SelectInput } from '../../components/choice-input.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import { RemarksAtFields } from '../../components/remarks-at-fields.js';
import { useRowForm } from '../../components/row-form.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { choicesOf, cooperationChoices, useTerms } from '../../components/use-terms.js';
import { writtenText } from '../../components/written-text.js';
import { useWords } from '../../i18n/use-words.js';
import { MediaField, mediaOf, type WrittenMedium } from './media-field.js';
import { Qualifications, qualificationsOf, type WrittenQualification } from './qualifications-field.js';
import { evidenceOf, ReadinessField, type WrittenEvidence } from './readiness-field.js';

const empty = {
  title: {} as Text,
  summary: {} as Text,
  fields: [] as string[],
  technologies: [] as string[],
  trl: null as number | null,
  trlEvidence: [] as WrittenEvidence[],
  claims: [] as { metric?: string; value?: number | null; context?: string }[],
  deployment: { gpu: false, sites: [] as string[], xinchuang: false },
  qualifications: [] as WrittenQualification[],
  cases: [] as { title?: string; text?: string }[],
  cooperationModes: [] as string[],
  chainLinks: [] as string[],
  regions: [] as string[],
  priceFrom: null as number | null,
  sharedCapacity: null as Text | null,
  inList: {
    indicators: null as Text | null,
    ip: null as Text | null,
    applies: null as Text | null,
    deployment: null as Text | null,
  },
  contact: { name: '', phone: '' },
  media: [] as WrittenMedium[],
};
type Values = typeof empty;

/** Only the published list says these; null where nothing is written. */
function listWordsOf({ inList }: Values) {
  const said = {
    indicators: writtenText(inList.indicators),
    ip: writtenText(inList.ip),
    applies: writtenText(inList.applies),
    deployment: writtenText(inList.deployment),
  };
  return Object.values(said).some((word) => word !== null) ? said : null;
}

const bodyOf = (values: Values) => ({
  ...values,
  title: writtenText(values.title) ?? undefined,
  summary: writtenText(values.summary) ?? undefined,
  sharedCapacity: writtenText(values.sharedCapacity),
  claims: values.claims.map((claim) => ({ ...claim, context: claim.context || undefined })),
  trlEvidence: evidenceOf(values.trlEvidence),
  qualifications: qualificationsOf(values.qualifications),
  inList: listWordsOf(values),
  contact: values.contact.name.trim() ? values.contact : null,
  media: mediaOf(values.media),
});

/** A file whose kind is not known yet is still being opened, or was refused. */
const fieldOf = (issue: Issue): Issue =>
  issue.path[0] === 'media' && issue.path.at(-1) === 'kind' ? { ...issue, code: 'medium_not_ready' } : issue;

export function SolutionForm({ solution }: { solution?: Solution }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  /** The need it is written to answer, which is where its writer comes from. */
  const need = query.get('need') ?? undefined;
  const done = (id: string) => navigate(path.solution(id, { need }));
  const creating = useRowForm<typeof createSolution, Values>({
    row: createSolution,
    draft: solution ? null : 'solution.new',
    bodyOf,
    fieldOf,
    onDone: ({ id }) => done(id),
  });
  const editing = useRowForm<typeof editSolution, Values>({
    row: editSolution,
    draft: solution ? `solution.${solution.id}` : null,
    seen: solution?.updatedAt,
    params: { id: solution?.id ?? '' },
    bodyOf,
    fieldOf,
    onDone: () => done(solution?.id ?? ''),
    form: creating.form,
  });
  const work = solution ? editing : creating;
  const back = solution
    ? { to: path.solution(solution.id), label: t('solutions.title') }
    : { to: path.solutions(), label: t('solutions.title') };
  return (
    <FormPage
      title={t(solution ? 'solutions.edit_title' : 'solutions.new')}
      lead={t('solutions.new_lead')}
      back={back}
    >
      <FormProblem work={work} />
      <RemarksAtFields thing="solution" id={solution?.id} status={solution?.status}>
        <Form<Values>
          noValidate
          form={work.form}
          layout="vertical"
          initialValues={{
            ...empty,
            ...solution,
            inList: solution?.inList ?? empty.inList,
            contact: solution?.contact ?? empty.contact,
            media: (solution?.media ?? []).map(({ id, kind, alt }) => ({ id, kind, alt })),
          }}
          onFinish={() => work.submit({ ...empty, ...work.form.getFieldsValue() })}
        >
          <CardFields />
          <div className="form-pair">
            <Form.Item name="trl" label={t('solutions.trl')} extra={t('solutions.trl_help')} required>
              <NumberInput min={1} max={9} />
            </Form.Item>
            <Form.Item name="priceFrom" label={t('solutions.price_from')} extra={t('solutions.price_help')}>
              <NumberInput min={0} />
            </Form.Item>
          </div>
          <ReadinessField />
          <Claims />
          <MediaField />
          <h2>{t('solutions.deployment')}</h2>
          <Form.Told field="deployment" />
          <ChecksField
            name={['deployment', 'sites']}
            label={t('scenarios.site')}
            options={choicesOf('site', ['cloud', 'on_premises', 'edge'])}
          />
          <div className="form-pair">
            <Form.Item name={['deployment', 'gpu']} valuePropName="checked">
              <CheckInput label={t('solutions.gpu_needed')} />
            </Form.Item>
            <Form.Item name={['deployment', 'xinchuang']} valuePropName="checked">
              <CheckInput label={t('solutions.xinchuang')} />
            </Form.Item>
          </div>
          <ChecksField
            name="cooperationModes"
            label={t('solutions.cooperation')}
            options={cooperationChoices()}
          />
          <ChainLinksField />
          <Regions />
          <Qualifications />
          <Cases />
          <BilingualField name="sharedCapacity" label={t('solutions.shared_capacity')} rows={3} />
          <Form.Told field="inList" />
          <Form.Told field="contact" />
          <ListWords />
          <Button tone="primary" submit pending={work.pending}>
            {t('common.save')}
          </Button>
        </Form>
      </RemarksAtFields>
    </FormPage>
  );
}

/** What only the published list says, and who is printed there to be asked. */
function ListWords() {
  const { t } = useWords();
  return (
    <details>
      <summary>{t('solutions.in_list.title')}</summary>
      <p className="sl-muted">{t('solutions.in_list.help')}</p>
      {(['indicators', 'ip', 'applies', 'deployment'] as const).map((part) => (
        <BilingualField key={part} name={['inList', part]} label={t(`solutions.in_list.${part}`)} rows={3} />
      ))}
      <div className="form-pair">
        <Form.Item name={['contact', 'name']} label={t('field.contact')}>
          <TextInput maxLength={100} autoComplete="name" />
        </Form.Item>
        <Form.Item name={['contact', 'phone']} label={t('solutions.in_list.phone')}>
          <TextInput maxLength={40} type="tel" autoComplete="tel" />
        </Form.Item>
      </div>
    </details>
  );
}

function Regions() {
  const { t } = useWords();
  const { options } = useTerms('region');
  return options.length > 0 ? (
    <ChecksField name="regions" label={t('solutions.regions')} options={options} />
  ) : null;
}

function Claims() {
  const { t, language } = useWords();
  const metrics = metricNames.map((metric) => ({ value: metric.id, label: metric[language] }));
  return (
    <Form.Item told="claims" label={t('solutions.claims_title')} extra={t('solutions.claims_help')}>
      <Form.List name="claims">
        {(lines, { add, remove }) => (
          <div className="form-lines">
            {lines.map(({ key, name }) => (
              <div key={key} className="form-line">
                <Form.Item name={[name, 'metric']} label={t('field.metric')} required>
                  <SelectInput options={metrics} />
                </Form.Item>
                <Form.Item name={[name, 'value']} label={t('field.value')} required>
                  <NumberInput />
                </Form.Item>
                <Form.Item name={[name, 'context']} label={t('field.context')}>
                  <TextInput maxLength={500} />
                </Form.Item>
                <RemoveLine onClick={() => remove(name)} />
              </div>
            ))}
            <div>
              <Button onClick={() => add({})}>{t('solutions.add_claim')}</Button>
            </div>
          </div>
        )}
      </Form.List>
    </Form.Item>
  );
}

function Cases() {
  const { t } = useWords();
  return (
    <Form.Item told="cases" label={t('solutions.cases')}>
      <Form.List name="cases">
        {(lines, { add, remove }) => (
          <div className="form-lines">
            {lines.map(({ key, name }) => (
              <div key={key} className="form-line">
                <Form.Item name={[name, 'title']} label={t('field.title')} required>
                  <TextInput maxLength={200} />
                </Form.Item>
                <Form.Item name={[name, 'text']} label={t('field.text')} required>
                  <TextArea rows={2} maxLength={2_000} />
                </Form.Item>
                <RemoveLine onClick={() => remove(name)} />
              </div>
            ))}
            <div>
              <Button onClick={() => add({})}>{t('solutions.add_case')}</Button>
            </div>
          </div>
        )}
      </Form.List>
    </Form.Item>
  );
}

function RemoveLine({ onClick }: { onClick: () => void }) {
  const { t } = useWords();
  return (
    <div style={{ alignSelf: 'end' }}>
      <Button onClick={onClick}>{t('common.remove')}</Button>
    </div>
  );
}
