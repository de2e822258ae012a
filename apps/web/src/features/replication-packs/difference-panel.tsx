import { listDatasets, readDataset } from '@scenario-lab/contracts/datasets';
import {
  arrangeExam,
  type DifferenceLine,
  type ForeignPack,
  readDifference,
} from '@scenario-lab/contracts/foreign-packs';
import { useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { SelectInput } from '../../components/choice-input.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { ToneTag } from '../../components/status-tag.js';
import { useTerms } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

const tones = { stops: 'fail', test: 'waiting', note: 'inconclusive' } as const;

/** What both sides say of these is a column's type. */
const typed = new Set<DifferenceLine['kind']>(['target_missing', 'column_missing', 'column_retyped']);

/** The adopter's data beside those it was examined on, with what to do; and the exam on them. */
export function DifferencePanel({ pack }: { pack: ForeignPack }) {
  const { t } = useWords();
  const { text } = useFormats();
  const navigate = useNavigate();
  const field = useId();
  const [datasetId, setDatasetId] = useState<string | null>(null);
  const datasets = useRow(listDatasets, { query: { limit: 100 } });
  const dataset = useRow(readDataset, { params: { id: datasetId ?? '' } }, { enabled: datasetId !== null });
  const version = dataset.data?.versions.find(({ status }) => status === 'ready');
  const own = (datasets.data?.items ?? []).filter((one) => one.owner.id === pack.adopter?.id);
  return (
    <Panel title={t('foreign_packs.difference')}>
      <div className="sl-stack">
        <p className="sl-muted">{t('foreign_packs.difference_says')}</p>
        <div>
          <label htmlFor={field}>{t('foreign_packs.choose_data')}</label>
          <SelectInput
            id={field}
            value={datasetId}
            onChange={setDatasetId}
            options={own.map((one) => ({ value: one.id, label: text(one.title) }))}
          />
        </div>
        <ProblemAlert error={datasets.error ?? dataset.error} />
        {version ? (
          <>
            <Differences packId={pack.id} datasetVersionId={version.id} />
            <DeedButtons
              allowed={pack.allowed}
              deeds={[
                {
                  row: arrangeExam,
                  params: { id: pack.id },
                  body: { datasetVersionId: version.id },
                  tone: 'primary',
                  onDone: (answer) => {
                    void navigate(path.benchmark((answer as { benchmarkId: string }).benchmarkId));
                  },
                },
              ]}
            />
          </>
        ) : null}
      </div>
    </Panel>
  );
}

function Differences({ packId, datasetVersionId }: { packId: string; datasetVersionId: string }) {
  const { t } = useWords();
  const { data, error } = useRow(readDifference, { params: { id: packId }, query: { datasetVersionId } });
  if (error) return <ProblemAlert error={error} />;
  if (!data) return null;
  return (
    <>
      <p>{t('foreign_packs.alike', { columns: data.columns, alike: data.alike })}</p>
      {data.lines.length === 0 ? (
        <p>{t('foreign_packs.no_difference')}</p>
      ) : (
        <div className="sl-scroll" ref={reachable}>
          <table className="sl-table">
            <thead>
              <tr>
                <th scope="col">{t('foreign_packs.what')}</th>
                <th scope="col">{t('foreign_packs.column')}</th>
                <th scope="col">{t('foreign_packs.theirs')}</th>
                <th scope="col">{t('foreign_packs.ours')}</th>
                <th scope="col">{t('foreign_packs.do')}</th>
              </tr>
            </thead>
            <tbody>
              {data.lines.map((line) => (
                <Line key={`${line.kind}:${line.column}`} line={line} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function Line({ line }: { line: DifferenceLine }) {
  const { t } = useWords();
  const regions = useTerms('region');
  const shown = (value: string | null) => {
    if (value === null || value === '') return '—';
    if (line.kind === 'other_region') return regions.nameOf(value);
    return typed.has(line.kind) ? wordFor('taxonomy.column_type', value) : value;
  };
  return (
    <tr>
      <td>
        {t(`foreign_packs.kind.${line.kind}`)}{' '}
        <ToneTag tone={tones[line.weight]}>{t(`foreign_packs.weight.${line.weight}`)}</ToneTag>
      </td>
      <td>{line.column ? <code>{line.column}</code> : null}</td>
      <td>{shown(line.theirs)}</td>
      <td>{shown(line.ours)}</td>
      <td className="sl-muted">{t(`foreign_packs.todo.${line.kind}`)}</td>
    </tr>
  );
}
