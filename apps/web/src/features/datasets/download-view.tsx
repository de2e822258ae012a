import { urlOf } from '@scenario-lab/contracts/call';
import { downloadRows } from '@scenario-lab/contracts/data-uses';
import type { AccessMode, DatasetVersion } from '@scenario-lab/contracts/datasets';
import { Link } from 'react-router';
import { client } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { Icon } from '../../components/icon.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** The rows of a version that are to be had, and what stands in the way where they are not. */
export function DownloadView({ version, accessMode }: { version: DatasetVersion; accessMode: AccessMode }) {
  const { t, language } = useWords();
  const { bytes, count } = useFormats();
  const { download } = version;
  if (accessMode === 'sandbox_only' || !['ready', 'deprecated'].includes(version.status)) return null;
  const may = version.allowed.includes('dataset.read_open_rows');
  const link = (format: 'csv' | 'jsonl', size: number) => (
    <a
      className="sl-button"
      href={client.baseUrl + urlOf(downloadRows, { params: { id: version.id }, query: { format } })}
      download
    >
      <Icon name="download" /> {t(`datasets.download.${format}`)} · {bytes(size)}
    </a>
  );
  return (
    <section>
      <h3>{t('datasets.download.title')}</h3>
      {download === null ? <p className="sl-muted">{t('datasets.download.none')}</p> : null}
      {download ? (
        <p>
          {t(download.whole ? 'datasets.download.whole' : 'datasets.download.open_rows', {
            rows: count(download.rows),
          })}
          {language === 'en' ? ' ' : null}
          {t('datasets.download.logged')}
        </p>
      ) : null}
      {download && may ? (
        <p className="sl-row">
          {link('csv', download.csvBytes)}
          {link('jsonl', download.jsonlBytes)}
        </p>
      ) : null}
      {download && !may ? <NotYet datasetId={version.datasetId} /> : null}
    </section>
  );
}

function NotYet({ datasetId }: { datasetId: string }) {
  const { t } = useWords();
  const here = useMe();
  if (here.me) return <p className="sl-muted">{t('datasets.download.needs_grant')}</p>;
  return (
    <p>
      <Link to={path.signIn({ from: path.dataset(datasetId) })}>{t('datasets.download.sign_in')}</Link>
    </p>
  );
}
