import type { Text } from '@scenario-lab/contracts/common';
import {
  createEdition,
  type Edition,
  EditionKind,
  editEdition,
  readEdition,
} from '@scenario-lab/contracts/editions';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import type { Issue } from '../../app/problems.js';
import { BilingualField } from '../../components/bilingual-field.js';
import { Button } from '../../components/button.js';
import { CheckInput } from '../../components/choice-input.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { writtenText } from '../../components/written-text.js';
import { useWords } from '../../i18n/use-words.js';
import { type Chosen, ItemsInput } from './items-input.js';

export function NewEditionPage() {
  const [params] = useSearchParams();
  const kind = EditionKind.safeParse(params.get('kind')).data ?? 'opportunity';
  return <EditionForm key={kind} kind={kind} />;
}

export function EditEditionPage() {
  const { id = '' } = useParams();
  const { data, error, isPending } = useRow(readEdition, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <EditionForm key={data.id} kind={data.kind} edition={data} />;
}

interface Values {
  title: Text;
  note: Text | null;
  items: Chosen[];
  contacts: boolean;
}

const valuesOf = (edition?: Edition): Values => ({
  title: edition?.title ?? {},
  note: edition?.content.note ?? null,
  items:
    edition?.content.entries.map(({ id, cells }) => ({
      id,
      name: typeof cells.name === 'object' ? cells.name : {},
    })) ?? [],
  contacts: edition?.contacts ?? false,
});

const planOf = ({ title, note, items, contacts }: Values) => ({
  title: writtenText(title) ?? undefined,
  note: writtenText(note),
  itemIds: items.map(({ id }) => id),
  contacts,
});

/** Which line is at fault the list shows; its field is one. */
const fieldOf = (issue: Issue): Issue =>
  issue.path[0] === 'itemIds' ? { ...issue, path: ['items', ...issue.path.slice(1)] } : issue;

/** Name and note of an edition, and what is in it in which order. */
function EditionForm({ kind, edition }: { kind: EditionKind; edition?: Edition }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const creating = useRowForm<typeof createEdition, Values>({
    row: createEdition,
    draft: edition ? null : `edition.new.${kind}`,
    bodyOf: (values) => ({ kind, ...planOf(values) }),
    fieldOf,
    onDone: ({ id }) => navigate(path.edition(id)),
  });
  const editing = useRowForm<typeof editEdition, Values>({
    row: editEdition,
    draft: edition ? `edition.${edition.id}` : null,
    seen: edition?.updatedAt,
    params: { id: edition?.id ?? '' },
    bodyOf: planOf,
    fieldOf,
    onDone: () => navigate(path.edition(edition?.id ?? '')),
    form: creating.form,
  });
  const work = edition ? editing : creating;
  return (
    <FormPage
      title={t(edition ? 'editions.choose' : `editions.new.${kind}`)}
      lead={t(`editions.form_lead.${kind}`)}
      back={
        edition
          ? { to: path.edition(edition.id), label: t(`editions.kind.${kind}`) }
          : { to: path.editions(), label: t('editions.title') }
      }
    >
      <FormProblem work={work} />
      <Form<Values>
        noValidate
        form={work.form}
        layout="vertical"
        initialValues={valuesOf(edition)}
        onFinish={() => work.submit({ ...valuesOf(), ...work.form.getFieldsValue() })}
      >
        <BilingualField name="title" label={t('field.title')} extra={t('editions.title_help')} required />
        <BilingualField name="note" label={t('editions.note')} rows={3} maxLength={5_000} />
        <Form.Item name="items" label={t(`editions.items.${kind}`)}>
          <ItemsInput kind={kind} />
        </Form.Item>
        <Form.Item name="contacts" valuePropName="checked" extra={t('editions.contacts_help')}>
          <CheckInput label={t('editions.contacts_print')} />
        </Form.Item>
        <Button tone="primary" submit pending={work.pending}>
          {t('common.save')}
        </Button>
      </Form>
    </FormPage>
  );
}
