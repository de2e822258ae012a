import { type Dataset, type DatasetVersion, readDataset } from '@scenario-lab/contracts/datasets';
import { readMasking } from '@scenario-lab/contracts/masking';
import { useParams, useSearchParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { FindingsTable } from '../../components/findings-table.js';
import { FormPage } from '../../components/form-page.js';
import { Notice } from '../../components/notice.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { SandboxNotice } from '../../components/sandbox-notice.js';
import { useLive } from '../../components/use-live.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { ChooseMasks } from './choose-masks.js';
import { MaskPreviewView } from './mask-preview.js';
import { TakeMasked } from './take-masked.js';

/** Personal data of a version masked into a new one: choose, look at what came of it, take it. */
export function MaskPage() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const { text } = useFormats();
  const [query] = useSearchParams();
  const dataset = useRow(readDataset, { params: { id } });
  if (dataset.isPending) return <PageSkeleton />;
  if (!dataset.data) return <ProblemAlert error={dataset.error} />;
  const asked = query.get('version');
  // An address without a version means the newest one that can be masked.
  const version = dataset.data.versions.find(
    (one) => one.allowed.includes('dataset.mask_version') && (asked === null || one.id === asked),
  );
  if (version) return <Masking dataset={dataset.data} version={version} />;
  return (
    <FormPage title={t('masking.deed')} back={{ to: path.dataset(id), label: text(dataset.data.title) }}>
      <Notice tone="warn">{t('masking.none')}</Notice>
    </FormPage>
  );
}

function Masking({ dataset, version }: { dataset: Dataset; version: DatasetVersion }) {
  const { t } = useWords();
  const { text } = useFormats();
  useLive([`dataset_version:${version.id}`]);
  const masking = useRow(readMasking, { params: { id: version.id } });
  // The lab takes nothing in open that still holds personal data; it is said before somebody presses.
  const barred = dataset.accessMode === 'open' && (masking.data?.preview?.left.length ?? 0) > 0;
  return (
    <FormPage
      title={t('masking.title', { label: version.label })}
      lead={t('masking.lead')}
      back={{ to: path.dataset(dataset.id), label: text(dataset.title) }}
    >
      {masking.isPending ? <PageSkeleton /> : null}
      {masking.error ? <ProblemAlert error={masking.error} /> : null}
      {masking.data ? (
        <div className="sl-stack">
          {masking.data.state === 'working' ? (
            <>
              <Notice>{t('masking.working')}</Notice>
              <SandboxNotice waits="upload" />
            </>
          ) : null}
          {masking.data.state === 'failed' ? (
            <section>
              <h2>{t('masking.failed')}</h2>
              <FindingsTable findings={masking.data.problems} />
            </section>
          ) : null}
          {masking.data.preview && masking.data.askedAt ? (
            <>
              <Panel title={t('masking.result')}>
                <MaskPreviewView preview={masking.data.preview} />
                {barred ? <p className="mask-barred">{t('masking.barred')}</p> : null}
              </Panel>
              {barred ? null : (
                <TakeMasked
                  version={version}
                  askedAt={masking.data.askedAt}
                  taken={dataset.versions.map(({ label }) => label)}
                />
              )}
            </>
          ) : null}
          <ChooseMasks
            version={version}
            masking={masking.data}
            settled={masking.data.state === 'shown' && !barred}
            onDone={masking.refetch}
          />
        </div>
      ) : null}
    </FormPage>
  );
}
