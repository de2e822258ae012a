import './dataset.css';
import {
  type AccessMode,
  type DatasetVersion,
  deprecateDatasetVersion,
  retireDatasetVersion,
} from '@scenario-lab/contracts/datasets';
import { Button } from '../../components/button.js';
import { DataTable } from '../../components/chart.js';
import { saveFile } from '../../components/csv.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { FindingsTable } from '../../components/findings-table.js';
import { NextStep } from '../../components/next-step.js';
import { Notice } from '../../components/notice.js';
import { Facts } from '../../components/object-page.js';
import { SandboxNotice } from '../../components/sandbox-notice.js';
import { StatusTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import { ColumnDictionary } from './column-dictionary.js';
import { CompareView } from './compare-view.js';
import { DefectsView } from './defects-view.js';
import { DownloadView } from './download-view.js';
import { ExtentMap } from './extent-map.js';
import { ProfileView } from './profile-view.js';
import { ReadAsView } from './read-as-view.js';
import { VersionWays } from './version-ways.js';

/** One immutable version: file, split, profile, dictionary, quality, sample. */
export function DatasetVersionView(props: {
  version: DatasetVersion;
  accessMode: AccessMode;
  open: boolean;
  /** The one before it, where there is one. */
  before?: DatasetVersion | undefined;
}) {
  const { version, accessMode } = props;
  const { t } = useWords();
  const { bytes, instant, percent, count } = useFormats();
  const { split, profile } = version;
  // Whoever neither owns nor runs the data is told about how many rows there are.
  const about = accessMode === 'sandbox_only' && version.counts !== 'all_rows';
  const how = t(`taxonomy.split_by.${split.by}`);
  // Coverage comes as the file wrote it; what is no date is shown as it is.
  const moment = (text: string) =>
    text.length <= 10 || Number.isNaN(Date.parse(text)) ? text : instant(text);
  const digest = <code>{version.sha256}</code>;
  return (
    <details className="sl-panel version" open={props.open}>
      <summary>
        <h2>{t('datasets.version', { label: version.label })}</h2>
        <StatusTag thing="dataset_version" status={version.status} />
      </summary>
      <div className="sl-stack">
        <NextStep thing="dataset_version" status={version.status} />
        {version.status === 'uploading' || version.status === 'profiling' ? (
          <SandboxNotice waits="upload" />
        ) : null}
        {version.reason ? (
          <Notice tone="warn">
            <strong>{t('datasets.end_reason')}</strong>
            <p>{version.reason}</p>
          </Notice>
        ) : null}
        <DeedButtons
          allowed={version.allowed}
          deeds={[
            { row: deprecateDatasetVersion, params: { id: version.id }, tone: 'danger', field: 'reason' },
            { row: retireDatasetVersion, params: { id: version.id }, tone: 'danger', field: 'reason' },
          ]}
        />
        <VersionWays version={version} />
        <Facts
          facts={[
            version.maskedFrom
              ? [t('datasets.version_label'), t('masking.from', { label: version.maskedFrom.label })]
              : null,
            [t('datasets.file'), `${version.fileName} · ${bytes(version.bytes)}`],
            ['SHA-256', digest],
            [t('common.date'), instant(version.createdAt)],
            [
              t('datasets.rows'),
              version.rows === null
                ? null
                : about
                  ? t('datasets.rows_about', { rows: count(version.rows) })
                  : count(version.rows),
            ],
            [t('datasets.duplicates'), profile ? count(profile.duplicates) : null],
            [
              t('datasets.time_coverage'),
              profile?.timeCoverage
                ? `${moment(profile.timeCoverage.from)} – ${moment(profile.timeCoverage.to)}`
                : null,
            ],
            [
              t('datasets.split_how'),
              split.column ? t('datasets.split_by', { how, column: split.column }) : how,
            ],
            ...fetchedFacts(version, t, instant),
            version.sealed ? [t('common.status'), t('datasets.sealed')] : null,
          ]}
        />
        <SplitBar split={split} />
        {version.problems.length > 0 ? (
          <section>
            <h3>{t('datasets.problems')}</h3>
            <FindingsTable findings={version.problems} />
          </section>
        ) : null}
        {version.readAs ? (
          <details>
            <summary>{t('datasets.read_as')}</summary>
            <ReadAsView readAs={version.readAs} />
          </details>
        ) : null}
        {version.quality ? (
          <section>
            <h3>{t('datasets.quality')}</h3>
            <ul className="quality sl-plain">
              {Object.entries(version.quality).map(([dimension, score]) => (
                <li key={dimension}>
                  <span>{wordFor('taxonomy.quality', dimension)}</span>
                  <meter min={0} max={1} low={0.8} high={0.95} optimum={1} value={score} aria-hidden />
                  <strong className="sl-number">{percent(score)}</strong>
                </li>
              ))}
            </ul>
            {profile?.defects && profile.defects.length > 0 ? (
              <DefectsView defects={profile.defects} />
            ) : null}
          </section>
        ) : null}
        {profile ? (
          <ProfileView profile={profile} columns={version.columns} counts={version.counts} />
        ) : version.status === 'ready' ? (
          <section>
            <h3>{t('datasets.distributions')}</h3>
            <p className="sl-muted">{t('datasets.counts.withheld')}</p>
          </section>
        ) : null}
        {profile?.extent ? <ExtentMap extent={profile.extent} clipped={!profile.extent.box} /> : null}
        {props.before && version.status !== 'uploading' && version.status !== 'profiling' ? (
          <CompareView before={props.before} after={version} />
        ) : null}
        <section>
          <h3>{t('datasets.dictionary')}</h3>
          <ColumnDictionary columns={version.columns} />
          <p>
            <Button tone="link" onClick={() => void saveDictionary(version)}>
              {t('dictionary.save')}
            </Button>
          </p>
        </section>
        <DownloadView version={version} accessMode={accessMode} />
        <section>
          <h3>{t('datasets.sample_rows')}</h3>
          <Sample version={version} accessMode={accessMode} />
        </section>
      </div>
    </details>
  );
}

/** Where the file came from, for whoever had it fetched. */
function fetchedFacts(
  { fetched }: DatasetVersion,
  t: ReturnType<typeof useWords>['t'],
  instant: (text: string) => string,
): ([string, string] | null)[] {
  if (!fetched) return [];
  return [
    [t('fetches.source'), fetched.address],
    fetched.from ? [t('fetches.led_to'), fetched.from] : null,
    fetched.endedAt ? [t('fetches.when'), instant(fetched.endedAt)] : null,
    fetched.etag ? [t('fetches.etag'), fetched.etag] : null,
    fetched.lastModified ? [t('fetches.last_modified'), fetched.lastModified] : null,
  ];
}

async function saveDictionary({ label, columns }: DatasetVersion): Promise<void> {
  const [{ dictionaryRows }, { csvForSpreadsheets }] = await Promise.all([
    import('./dictionary-file.js'),
    import('@scenario-lab/contracts/csv-text'),
  ]);
  saveFile(`dictionary-${label}.csv`, csvForSpreadsheets(dictionaryRows(columns)), 'text/csv');
}

function SplitBar({ split }: { split: DatasetVersion['split'] }) {
  const { t } = useWords();
  const { percent } = useFormats();
  return (
    <ul className="split sl-plain">
      {(['sample', 'validation', 'hidden'] as const).map((part) => (
        <li key={part} className={`split-${part}`} style={{ flexGrow: Math.max(split[part], 0.02) }}>
          <span>
            {t(`taxonomy.split.${part}`)} {percent(split[part])}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Sample({ version, accessMode }: { version: DatasetVersion; accessMode: AccessMode }) {
  const { t } = useWords();
  if (version.sample.length === 0) {
    const sandboxed = version.releasesSample ? 'datasets.sample_released' : 'datasets.sample_twin';
    return (
      <p className="sl-muted">{t(accessMode === 'sandbox_only' ? sandboxed : 'datasets.sample_none')}</p>
    );
  }
  const columns = version.columns.map(({ name }) => name);
  const rows = version.sample.map((row) =>
    columns.map((name) => {
      const value = row[name];
      return typeof value === 'boolean' ? String(value) : (value ?? null);
    }),
  );
  return <DataTable table={{ columns, rows }} height={320} />;
}
