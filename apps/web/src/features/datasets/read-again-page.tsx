import {
  type ColumnEntry,
  type DatasetVersion,
  readDataset,
  readVersionAgain,
} from '@scenario-lab/contracts/datasets';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { FindingsTable } from '../../components/findings-table.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import { Notice } from '../../components/notice.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { ColumnFields } from './column-fields.js';
import { bodyColumns } from './column-values.js';
import { ReadAsView } from './read-as-view.js';
import { ReadingFields, type ReadingValues, readingOf, valuesOf } from './reading-fields.js';

interface Values {
  reading: ReadingValues;
  columns: ColumnEntry[];
}

/** The same file once more, with other settings and other types. */
export function ReadAgainPage() {
  const { id = '' } = useParams();
  const [query] = useSearchParams();
  const dataset = useRow(readDataset, { params: { id } });
  const { text } = useFormats();
  if (dataset.isPending) return <PageSkeleton />;
  if (!dataset.data) return <ProblemAlert error={dataset.error} />;
  const title = text(dataset.data.title);
  const asked = query.get('version');
  // An address without a version means the newest one that can be read again.
  const version = dataset.data.versions.find(
    (one) => one.allowed.includes('dataset.read_again') && (asked === null || one.id === asked),
  );
  return version ? (
    <ReadAgainForm version={version} title={title} />
  ) : (
    <NothingToRead datasetId={id} title={title} />
  );
}

/** The version is sealed, withdrawn, somebody else's or none at all: said with a way back. */
function NothingToRead({ datasetId, title }: { datasetId: string; title: string }) {
  const { t } = useWords();
  return (
    <FormPage title={t('datasets.read_again')} back={{ to: path.dataset(datasetId), label: title }}>
      <Notice tone="warn">{t('datasets.read_again_none')}</Notice>
    </FormPage>
  );
}

function ReadAgainForm({ version, title }: { version: DatasetVersion; title: string }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const page = path.dataset(version.datasetId);
  const work = useRowForm<typeof readVersionAgain, Values>({
    row: readVersionAgain,
    draft: `read-again.${version.id}`,
    params: { id: version.id },
    bodyOf: ({ reading, columns }) => ({ reading: readingOf(reading), columns: bodyColumns(columns) }),
    onDone: () => navigate(page),
  });
  return (
    <FormPage
      title={t('datasets.read_again_title', { label: version.label })}
      back={{ to: page, label: title }}
    >
      <FormProblem work={work} />
      {version.problems.length > 0 ? <FindingsTable findings={version.problems} /> : null}
      {version.readAs ? <ReadAsView readAs={version.readAs} /> : null}
      <Form<Values>
        noValidate
        form={work.form}
        layout="vertical"
        initialValues={{ reading: valuesOf(version.reading), columns: version.columns }}
        onFinish={() => work.submit(work.form.getFieldsValue(true))}
      >
        <ReadingFields sheets={version.readAs?.sheets ?? []} open />
        <h2>{t('datasets.dictionary')}</h2>
        <ColumnFields />
        <Button tone="primary" submit pending={work.pending}>
          {t('datasets.read_again')}
        </Button>
      </Form>
    </FormPage>
  );
}
