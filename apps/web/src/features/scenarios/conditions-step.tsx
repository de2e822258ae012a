import { BilingualField } from '../../components/bilingual-field.js';
import { ChecksField, SelectField } from '../../components/choice-field.js';
import { CheckInput, DayInput, NumberInput, WordsInput } from '../../components/choice-input.js';
import { Form } from '../../components/form.js';
import { TextInput } from '../../components/text-input.js';
import { choicesOf, cooperationChoices } from '../../components/use-terms.js';
import { labToday } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import type { ScenarioValues } from './scenario-values.js';

/** Step 5: what the department offers, and what its site is like. */
export function ConditionsStep({ siteKnown }: { siteKnown: boolean }) {
  const { t } = useWords();
  return (
    <>
      <BilingualField name="conditions" label={t('scenarios.conditions')} rows={4} />
      <Form.Item name="siteKnown" valuePropName="checked">
        <CheckInput label={t('scenarios.wizard.site_known')} />
      </Form.Item>
      {siteKnown ? (
        <>
          <ChecksField
            name={['site', 'deployment']}
            label={t('scenarios.site')}
            options={choicesOf('site', ['cloud', 'on_premises', 'edge'])}
          />
          <div className="form-pair">
            <Form.Item name={['site', 'gpu']} valuePropName="checked">
              <CheckInput label={t('scenarios.gpu')} />
            </Form.Item>
            <Form.Item name={['site', 'network']} valuePropName="checked">
              <CheckInput label={t('scenarios.network')} />
            </Form.Item>
            <Form.Item name={['site', 'xinchuang']} valuePropName="checked">
              <CheckInput label={t('scenarios.xinchuang')} />
            </Form.Item>
          </div>
        </>
      ) : null}
      <Form.Item
        name="qualifications"
        label={t('scenarios.qualifications')}
        extra={t('solutions.technologies_help')}
      >
        <WordsInput />
      </Form.Item>
      <SelectField
        name="cooperationMode"
        label={t('scenarios.cooperation')}
        options={cooperationChoices()}
        none={t('common.not_stated')}
      />
      <ListWordsFields />
    </>
  );
}

/** What only the published list says: most needs leave it empty, those read from a list bring it along. */
function ListWordsFields() {
  const { t } = useWords();
  return (
    <details>
      <summary>{t('scenarios.in_list.title')}</summary>
      <p className="sl-muted">{t('scenarios.in_list.help')}</p>
      {(['ask', 'indicators', 'data'] as const).map((part) => (
        <BilingualField key={part} name={['inList', part]} label={t(`scenarios.in_list.${part}`)} rows={3} />
      ))}
      <Form.Item name={['inList', 'period']} label={t('scenarios.in_list.period')}>
        <TextInput maxLength={200} />
      </Form.Item>
    </details>
  );
}

const routes = ['open_tender', 'competitive_negotiation', 'single_source', 'inquiry', 'framework'];

/** Step 6: budget, route, dates, contact. */
export function RouteStep({ values }: { values: Pick<ScenarioValues, 'decisionDate' | 'deadline'> }) {
  const { t } = useWords();
  const { decisionDate, deadline } = values;
  const today = labToday();
  const remarkOn = (day: string | null) =>
    day !== null && day < today ? (
      <span style={{ color: 'var(--inconclusive)' }}>{t('scenarios.wizard.past_date')}</span>
    ) : undefined;
  const early = decisionDate && deadline && decisionDate < deadline;
  return (
    <>
      <div className="form-pair">
        <Form.Item name="budget" label={t('scenarios.budget')} extra={t('scenarios.wizard.budget_help')}>
          <NumberInput min={0} />
        </Form.Item>
        <Form.Item name="budgetOwner" label={t('scenarios.budget_owner')}>
          <TextInput maxLength={200} />
        </Form.Item>
        <SelectField
          name="procurementRoute"
          label={t('scenarios.procurement')}
          options={choicesOf('procurement', routes)}
          none={t('common.not_stated')}
        />
        <Form.Item
          name="decisionDate"
          label={t('scenarios.decision_date')}
          extra={
            remarkOn(decisionDate) ?? (early ? t('scenarios.wizard.decision_before_deadline') : undefined)
          }
        >
          <DayInput />
        </Form.Item>
        <Form.Item name="deadline" label={t('scenarios.deadline')} extra={remarkOn(deadline)}>
          <DayInput />
        </Form.Item>
        <Form.Item
          name="questionsUntil"
          label={t('scenarios.questions_until')}
          extra={t('scenarios.questions_until_help')}
        >
          <DayInput />
        </Form.Item>
      </div>
      <h2>{t('scenarios.contact')}</h2>
      <p className="sl-muted">{t('scenarios.wizard.contact_help')}</p>
      <div className="form-pair">
        <Form.Item name={['contact', 'name']} label={t('field.contact')}>
          <TextInput maxLength={100} autoComplete="name" />
        </Form.Item>
        <Form.Item name={['contact', 'phone']} label={t('scenarios.wizard.phone')}>
          <TextInput maxLength={40} type="tel" autoComplete="tel" />
        </Form.Item>
      </div>
    </>
  );
}
