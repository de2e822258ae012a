import type { Harvested } from '@scenario-lab/contracts/catalogue-imports';
import { DataTable } from '../../components/chart.js';
import { Notice } from '../../components/notice.js';
import { Facts, Panel } from '../../components/object-page.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Data that lie elsewhere: what the other catalogue says of them, and the way there. */
export function HarvestView({ harvest }: { harvest: Harvested }) {
  const { t } = useWords();
  const { day } = useFormats();
  const away = (address: string) => (
    <a href={address} rel="noreferrer nofollow external">
      {address}
    </a>
  );
  return (
    <Panel title={t('datasets.harvest.title')}>
      <p className="sl-muted">{t('datasets.harvest.says', { source: harvest.source })}</p>
      {harvest.vanishedAt ? (
        <Notice tone="warn">{t('datasets.harvest.vanished', { when: day(harvest.vanishedAt) })}</Notice>
      ) : null}
      <Facts
        facts={[
          [t('datasets.harvest.page'), harvest.landingPage ? away(harvest.landingPage) : null],
          [t('datasets.harvest.publisher'), harvest.publisher],
          [t('datasets.harvest.identifier'), <code key="identifier">{harvest.identifier}</code>],
          [t('datasets.harvest.modified'), harvest.modified],
        ]}
      />
      {harvest.files.length > 0 ? (
        <ul className="sl-plain sl-small">
          {harvest.files.map((file) => (
            <li key={`${file.address} ${file.mediaType}`}>
              {away(file.address)} <span className="sl-muted">{file.mediaType}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {harvest.columns.length > 0 ? (
        <DataTable
          height={320}
          table={{
            columns: [t('datasets.column'), t('datasets.type'), t('datasets.harvest.meaning')],
            rows: harvest.columns.map(({ name, type, description }) => [name, type, description]),
          }}
        />
      ) : null}
    </Panel>
  );
}
