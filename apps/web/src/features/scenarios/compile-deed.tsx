import { readDataset } from '@scenario-lab/contracts/datasets';
import { compileScenario, type Scenario } from '@scenario-lab/contracts/scenarios';
import { useQueries } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { rowQuery, useDeed } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { Dialog } from '../../components/dialog.js';
import { Notice } from '../../components/notice.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Need to test: criteria and a data version become a draft benchmark. */
export function CompileDeed({ scenario }: { scenario: Scenario }) {
  const { t } = useWords();
  const { text } = useFormats();
  const navigate = useNavigate();
  const field = useId();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const datasets = useQueries({
    queries: scenario.datasets.map(({ id }) => ({
      ...rowQuery(readDataset, { params: { id } }),
      enabled: open,
    })),
  });
  const versions = datasets.flatMap(({ data }) =>
    data
      ? data.versions
          .filter(({ status }) => status === 'ready')
          .map((version) => ({ value: version.id, label: `${text(data.title)} · ${version.label}`, version }))
      : [],
  );
  const versionId = chosen ?? versions[0]?.value ?? null;
  const version = versions.find(({ value }) => value === versionId)?.version;
  // Said before it is tried, with the place where it is mended.
  const unanswered = version && !version.columns.some(({ role }) => role === 'target') ? version : null;
  const compiling = useDeed(compileScenario, {
    onSuccess: ({ benchmarkId }) => navigate(path.benchmark(benchmarkId)),
  });
  return (
    <div>
      <Button onClick={() => setOpen(true)}>{t('scenarios.compile')}</Button>
      {open ? (
        <Dialog
          title={t('scenarios.compile')}
          okText={t('scenarios.compile')}
          okDisabled={versionId === null || unanswered !== null}
          pending={compiling.isPending}
          onOk={() =>
            versionId &&
            compiling.mutate({ params: { id: scenario.id }, body: { datasetVersionId: versionId } })
          }
          onCancel={() => setOpen(false)}
        >
          <div className="sl-stack">
            <p>{t('scenarios.compile_says')}</p>
            {versions.length > 0 ? (
              <div>
                <label htmlFor={field}>{t('scenarios.compile_version')}</label>
                <SelectInput id={field} value={versionId} onChange={setChosen} options={versions} />
              </div>
            ) : (
              <p className="sl-muted">{t('scenarios.compile_none')}</p>
            )}
            {unanswered ? (
              <Notice tone="warn">
                <p>{t('scenarios.compile_unanswered')}</p>
                <Link to={path.readVersionAgain(unanswered.datasetId, { version: unanswered.id })}>
                  {t('scenarios.compile_mend')}
                </Link>
              </Notice>
            ) : null}
            <ProblemAlert error={compiling.error ?? datasets.find(({ error }) => error)?.error} />
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}
