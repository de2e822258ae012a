import { type CatalogueSource, listSources } from '@scenario-lab/contracts/catalogue-sources';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { StatusTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { CountsView } from './counts-view.js';
import { SourceForm } from './source-form.js';

/** Catalogues that are read by the clock, and what the last reading came to. */
export function SourcesPanel() {
  const { t } = useWords();
  const here = useMe();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const { data, error, isPending } = useRow(listSources, { query: { limit: 100 } });
  const may = here.may('catalogue_source.create');
  return (
    <Panel
      title={t('harvests.title')}
      extra={
        may ? (
          <Button small aria-expanded={adding} onClick={() => setAdding(!adding)}>
            {t(adding ? 'harvests.fold' : 'harvests.add')}
          </Button>
        ) : null
      }
    >
      <div className="sl-stack">
        <p className="sl-muted">{t('harvests.lead')}</p>
        {adding ? (
          <SourceForm
            onDone={(id) => {
              setAdding(false);
              void navigate(path.catalogueSource(id));
            }}
          />
        ) : null}
        <ProblemAlert error={error} />
        {isPending ? <PageSkeleton kind="rows" /> : null}
        {data && data.items.length === 0 ? <p className="sl-muted">{t('harvests.none')}</p> : null}
        {data && data.items.length > 0 ? <Sources sources={data.items} /> : null}
      </div>
    </Panel>
  );
}

function Sources({ sources }: { sources: readonly CatalogueSource[] }) {
  const { t } = useWords();
  const { instant, count } = useFormats();
  return (
    <div className="sl-scroll" ref={reachable}>
      <table className="sl-table">
        <thead>
          <tr>
            <th scope="col">{t('harvests.source')}</th>
            <th scope="col">{t('harvests.every')}</th>
            <th scope="col">{t('harvests.facts.entries')}</th>
            <th scope="col">{t('harvests.last')}</th>
            <th scope="col">{t('harvests.facts.next')}</th>
          </tr>
        </thead>
        <tbody>
          {sources.map((source) => (
            <tr key={source.id}>
              <td>
                <Link to={path.catalogueSource(source.id)}>{source.name}</Link>{' '}
                <StatusTag thing="catalogue_source" status={source.status} />
              </td>
              <td>{t(`harvests.paces.${source.every}`)}</td>
              <td>{count(source.entries)}</td>
              <td>
                <Last source={source} />
              </td>
              <td>{source.nextAt ? instant(source.nextAt) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Last({ source: { last } }: { source: CatalogueSource }) {
  const { t } = useWords();
  const { instant } = useFormats();
  if (!last) return '–';
  if (last.endedAt === null) return <span className="sl-muted">{t('harvests.waiting')}</span>;
  return (
    <>
      {last.problem ? t('harvests.failed') : last.counts ? <CountsView counts={last.counts} /> : null}
      <div className="sl-muted sl-small">
        {instant(last.endedAt)}
        {last.trial ? ` · ${t('harvests.look')}` : ''}
      </div>
    </>
  );
}
