import './editions.css';
import { editionColumns } from '@scenario-lab/contracts/edition-columns';
import {
  applyImport,
  correctImport,
  type ImportRow,
  type ListImport,
  readImport,
  undoImport,
} from '@scenario-lab/contracts/list-imports';
import { useId, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useDeed, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { FindingsTable } from '../../components/findings-table.js';
import { keep } from '../../components/kept.js';
import { Notice } from '../../components/notice.js';
import { Facts, ObjectPage, Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

type Whole = ListImport & { lines: ImportRow[] };

export function ImportPage() {
  const { id = '' } = useParams();
  // The sandbox is opening the file meanwhile.
  const [waiting, setWaiting] = useState(true);
  const { data, error, isPending } = useRow(
    readImport,
    { params: { id } },
    waiting ? { refetchInterval: 2_000 } : {},
  );
  if (data && waiting !== (data.state === 'reading')) setWaiting(data.state === 'reading');
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <ImportView found={data} />;
}

const counted = (lines: readonly ImportRow[], state: ImportRow['state']) =>
  lines.filter((line) => line.state === state).length;

function ImportView({ found }: { found: Whole }) {
  const { t } = useWords();
  const { count, ago } = useFormats();
  const [said, setSaid] = useState<string | null>(null);
  const params = { id: found.id };
  const ready = counted(found.lines, 'ready');
  return (
    <ObjectPage
      title={found.fileName}
      name={found.fileName}
      back={{ to: path.listImports(), label: t('editions.imports.title') }}
      status={<span className="sl-chip">{t(`editions.imports.state.${found.state}`)}</span>}
      lead={<span>{ago(found.createdAt)}</span>}
      aside={
        <>
          {found.allowed.some((action) => action === 'list_import.apply') ? (
            <Panel title={t('common.actions')}>
              <DeedButtons
                allowed={found.allowed}
                deeds={[
                  {
                    row: applyImport,
                    params,
                    tone: 'primary',
                    blocked: ready === 0 ? t('editions.imports.none_ready') : null,
                    onDone: (answer) =>
                      setSaid(
                        t(
                          'editions.imports.done',
                          answer as { imported: number; refused: number; doubles: number },
                        ),
                      ),
                  },
                  {
                    row: undoImport,
                    params,
                    tone: 'danger',
                    onDone: (answer) =>
                      setSaid(t('editions.imports.undone', answer as { removed: number; kept: number })),
                  },
                ]}
              />
            </Panel>
          ) : null}
          <Panel title={t('common.facts_only')}>
            <Facts
              facts={(['ready', 'faulty', 'imported', 'double'] as const).map(
                (state) => [t(`editions.imports.line.${state}`), count(counted(found.lines, state))] as const,
              )}
            />
          </Panel>
        </>
      }
    >
      {said ? (
        <div role="status">
          <Notice>{said}</Notice>
        </div>
      ) : null}
      {found.state === 'reading' ? <p className="sl-muted">{t('editions.imports.reading')}</p> : null}
      {found.problems.length > 0 ? (
        <Panel title={t('editions.imports.refused')}>
          <FindingsTable findings={found.problems} />
        </Panel>
      ) : null}
      {found.lines.length > 0 ? (
        <Panel title={t('editions.imports.lines')}>
          <ol className="sl-plain">
            {found.lines.map((line) => (
              <Line
                key={`${line.number}:${line.state}`}
                line={line}
                importId={found.id}
                editable={found.allowed.includes('list_import.edit') && line.state !== 'imported'}
              />
            ))}
          </ol>
        </Panel>
      ) : null}
    </ObjectPage>
  );
}

function Line({ line, importId, editable }: { line: ImportRow; importId: string; editable: boolean }) {
  const { t, language } = useWords();
  const columns = editionColumns[line.kind];
  const plainHeading = (id: string) =>
    columns.find((column) => column.id === id)?.[language] ?? wordFor('column', id);
  // An edition's own file says a column in both languages.
  const heading = (id: string) =>
    id.endsWith('@en')
      ? t('editions.imports.in_english', { column: plainHeading(id.slice(0, -3)) })
      : plainHeading(id);
  const page = line.kind === 'opportunity' ? path.scenario : path.solution;
  return (
    <li className="import-line">
      <p className="sl-row">
        <strong>{line.values.name ?? t('editions.imports.nameless')}</strong>
        <span className="sl-chip">{t(`editions.imports.line.${line.state}`)}</span>
        <span className="sl-muted sl-small">
          {t('editions.imports.place', { sheet: line.sheet, row: line.row })} · {line.values.owner ?? '—'}
          {line.ownerKnown ? null : ` · ${t('editions.imports.new_owner')}`}
        </span>
        {line.thingId ? <Link to={page(line.thingId)}>{t('editions.imports.open')}</Link> : null}
      </p>
      {line.faults.length > 0 ? (
        <ul className="sl-plain">
          {line.faults.map(({ column, code, stops }) => (
            <li key={`${column}:${code}`} style={{ color: stops ? 'var(--fail)' : 'var(--inconclusive)' }}>
              {heading(column)}
              {t('common.colon')}
              {wordFor('editions.imports.fault', code)}
              {line.values[column] ? t('editions.imports.said', { text: line.values[column] }) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {editable ? <Correct line={line} importId={importId} heading={heading} /> : null}
    </li>
  );
}

/** What the file says, to be put right here; empty cells are named so that they can be filled. */
function Correct(props: { line: ImportRow; importId: string; heading: (id: string) => string }) {
  const { line, importId, heading } = props;
  const { t } = useWords();
  const field = useId();
  const draft = `import.${importId}.${line.number}`;
  const [values, setValues] = useKept(draft, line.values);
  const saving = useDeed(correctImport, { onSuccess: () => keep(draft, null) });
  const ids = [...new Set([...editionColumns[line.kind].map(({ id }) => id), ...Object.keys(line.values)])];
  return (
    <details>
      <summary>{t('editions.imports.correct')}</summary>
      <div className="import-fields">
        {ids.map((id) => (
          <div key={id}>
            <label htmlFor={`${field}-${id}`}>{heading(id)}</label>
            <TextArea
              id={`${field}-${id}`}
              rows={1}
              maxLength={20_000}
              value={values[id] ?? ''}
              onChange={(event) => setValues({ ...values, [id]: event.target.value })}
            />
          </div>
        ))}
      </div>
      <ProblemAlert error={saving.error} />
      <Button
        pending={saving.isPending}
        onClick={() =>
          saving.mutate({ params: { id: importId, number: String(line.number) as never }, body: { values } })
        }
      >
        {t('common.save')}
      </Button>
    </details>
  );
}
