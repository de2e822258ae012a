import './tickets.css';
import { endRule, readRules, saveRule } from '@scenario-lab/contracts/dispatch';
import { listShownOrganisations } from '@scenario-lab/contracts/shown-organisations';
import { useDeed, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { ChecksField, SelectField } from '../../components/choice-field.js';
import { NumberInput } from '../../components/choice-input.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { TextInput } from '../../components/text-input.js';
import { useTerms } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { RoutingPanel } from './routing-panel.js';

/** Who answers for what, and within how many working hours. */
export function DirectoryPage() {
  const { t } = useWords();
  const here = useMe();
  const categories = useTerms('ticket_category');
  const regions = useTerms('region');
  const { data, error, isPending } = useRow(readRules, {});
  const ending = useDeed(endRule);
  const edits = here.may('ticket.save_rule');
  return (
    <FormPage
      title={t('tickets.directory.title')}
      lead={t('tickets.directory.lead')}
      back={{ to: path.tickets(), label: t('tickets.title') }}
    >
      <ProblemAlert error={error ?? ending.error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data?.length === 0 ? <p className="sl-muted">{t('tickets.directory.empty')}</p> : null}
      {data && data.length > 0 ? (
        <div className="sl-scroll-x">
          <table className="ticket-lines">
            <thead>
              <tr>
                <th>{t('tickets.directory.matter')}</th>
                <th>{t('tickets.department')}</th>
                <th>{t('tickets.directory.terms')}</th>
                {edits ? <th aria-label={t('common.actions')} /> : null}
              </tr>
            </thead>
            <tbody>
              {data.map((rule) => (
                <tr key={rule.id}>
                  <td>
                    {rule.category ? categories.nameOf(rule.category) : t('tickets.directory.any_category')}
                    {' · '}
                    {rule.region ? regions.nameOf(rule.region) : t('tickets.directory.any_region')}
                    {rule.note ? <p className="sl-muted sl-small">{rule.note}</p> : null}
                  </td>
                  <td>
                    <OrganisationName of={rule.department} />
                    {rule.coHandlers.map((one) => (
                      <p key={one.id} className="sl-muted sl-small">
                        {t('tickets.co_handlers')} <OrganisationName of={one} />
                      </p>
                    ))}
                  </td>
                  <td className="ticket-terms">
                    {t('tickets.hours', { respond: rule.respondHours, resolve: rule.resolveHours })}
                  </td>
                  {edits ? (
                    <td>
                      <Button
                        small
                        pending={ending.isPending && ending.variables?.params.id === rule.id}
                        onClick={() => ending.mutate({ params: { id: rule.id } })}
                      >
                        {t('tickets.directory.end')}
                      </Button>
                    </td>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {edits ? <AddRule /> : null}
      <RoutingPanel edits={edits} />
    </FormPage>
  );
}

const empty = {
  category: null as string | null,
  region: null as string | null,
  departmentId: null as string | null,
  coHandlerIds: [] as string[],
  respondHours: 8 as number | null,
  resolveHours: 40 as number | null,
  note: '',
};

function AddRule() {
  const { t } = useWords();
  const { text, collate } = useFormats();
  const categories = useTerms('ticket_category');
  const regions = useTerms('region');
  const { data } = useRow(listShownOrganisations, { query: { role: 'demand', limit: 100 } });
  const departments = (data?.items ?? [])
    .map(({ id, name }) => ({ value: id, label: text(name) }))
    .sort((one, other) => collate(one.label, other.label));
  const [form] = Form.useForm<typeof empty>();
  const work = useRowForm<typeof saveRule, typeof empty>({
    row: saveRule,
    draft: 'ticket.rule',
    bodyOf: (values) => ({
      ...values,
      departmentId: values.departmentId ?? '',
      note: values.note.trim() || null,
    }),
    onDone: () => form.resetFields(),
    form,
  });
  return (
    <section>
      <h2>{t('tickets.directory.add')}</h2>
      <ProblemAlert error={work.error} places={work.places} />
      <Form<typeof empty>
        noValidate
        form={work.form}
        layout="vertical"
        initialValues={empty}
        onFinish={() => work.submit({ ...empty, ...work.form.getFieldsValue() })}
      >
        <div className="form-pair">
          <SelectField
            name="category"
            label={t('tickets.category')}
            options={categories.options}
            none={t('tickets.directory.any_category')}
          />
          <SelectField
            name="region"
            label={t('tickets.region')}
            options={regions.options}
            none={t('tickets.directory.any_region')}
          />
        </div>
        <SelectField name="departmentId" label={t('tickets.department')} options={departments} required />
        <ChecksField name="coHandlerIds" label={t('tickets.co_handlers')} options={departments} />
        <div className="form-pair">
          <Form.Item name="respondHours" label={t('tickets.directory.respond')} required>
            <NumberInput min={1} max={2_000} />
          </Form.Item>
          <Form.Item name="resolveHours" label={t('tickets.directory.resolve')} required>
            <NumberInput min={1} max={2_000} />
          </Form.Item>
        </div>
        <Form.Item name="note" label={t('tickets.directory.note')}>
          <TextInput maxLength={500} />
        </Form.Item>
        <Button submit tone="primary" pending={work.pending}>
          {t('tickets.directory.add')}
        </Button>
      </Form>
    </section>
  );
}
