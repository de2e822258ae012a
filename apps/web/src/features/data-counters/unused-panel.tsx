import { listUnusedDatasets } from '@scenario-lab/contracts/data-counters';
import { Link } from 'react-router';
import { usePages } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { ListExport } from '../../components/list-export.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

/** Listed data nobody but their owner ever used: one's own, and for the lab all. */
export function UnusedPanel() {
  const { t } = useWords();
  const { count, instant } = useFormats();
  const pages = usePages(listUnusedDatasets, { limit: '20' });
  const items = (pages.data?.pages ?? []).flatMap((page) => page.items);
  const total = pages.data?.pages[0]?.total ?? 0;
  return (
    <Panel
      title={t('data_counters.unused')}
      extra={
        total > 0 ? (
          <span className="sl-row">
            <ListExport title={t('data_counters.unused')} row={listUnusedDatasets} query={{}} total={total} />
          </span>
        ) : null
      }
    >
      <div className="sl-stack">
        <p className="sl-muted">{t('data_counters.unused_lead')}</p>
        <ProblemAlert error={pages.error} />
        {pages.data && items.length === 0 ? <p>{t('data_counters.unused_none')}</p> : null}
        {items.length > 0 ? (
          <div className="sl-scroll" ref={reachable}>
            <table className="sl-table" aria-label={t('data_counters.unused')}>
              <thead>
                <tr>
                  <th scope="col">{t('access.dataset')}</th>
                  <th scope="col">{t('data_counters.owner')}</th>
                  <th scope="col">{t('datasets.access_mode')}</th>
                  <th scope="col" className="sl-number">
                    {t('data_counters.rows')}
                  </th>
                  <th scope="col" className="sl-number">
                    {t('data_counters.requests')}
                  </th>
                  <th scope="col">{t('data_counters.since')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">
                      <Link to={path.dataset(one.id)}>
                        <TextView text={one.title} />
                      </Link>
                    </th>
                    <td>
                      <OrganisationName of={one.owner} />
                    </td>
                    <td>{wordFor('taxonomy.access_mode', one.accessMode)}</td>
                    <td className="sl-number">{one.rows === null ? '–' : count(one.rows)}</td>
                    <td className="sl-number">{count(one.requests)}</td>
                    <td>{instant(one.createdAt)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ) : null}
        {pages.hasNextPage ? (
          <p>
            <Button pending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {t('common.more')}
            </Button>
          </p>
        ) : null}
      </div>
    </Panel>
  );
}
