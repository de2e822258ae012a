import { listAlgorithms } from '@scenario-lab/contracts/algorithms';
import { listBenchmarks } from '@scenario-lab/contracts/benchmarks';
import { call } from '@scenario-lab/contracts/call';
import { listCases } from '@scenario-lab/contracts/cases';
import { listCertificates } from '@scenario-lab/contracts/certificates';
import { listDataRequests } from '@scenario-lab/contracts/data-requests';
import { listDatasets } from '@scenario-lab/contracts/datasets';
import { listEngagements } from '@scenario-lab/contracts/engagements';
import {
  type Follow,
  listFollows,
  listSearches,
  lookAtSearch,
  removeSearch,
  type SavedSearch,
  type SearchedList,
  unfollow,
} from '@scenario-lab/contracts/follows';
import { listPilots } from '@scenario-lab/contracts/pilots';
import type { Route } from '@scenario-lab/contracts/route';
import { listRuns } from '@scenario-lab/contracts/runs';
import { listScenarios } from '@scenario-lab/contracts/scenarios';
import { listSolutions } from '@scenario-lab/contracts/solutions';
import { listTickets } from '@scenario-lab/contracts/tickets';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { client, useDeed, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { leftOutKey } from '../../components/left-out.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

const lists: Record<
  SearchedList,
  { row: Route; to: (query: Record<string, string>) => string; sort?: string }
> = {
  scenarios: { row: listScenarios, to: path.scenarios, sort: 'newest' },
  solutions: { row: listSolutions, to: path.solutions, sort: 'newest' },
  algorithms: { row: listAlgorithms, to: path.algorithms, sort: 'newest' },
  datasets: { row: listDatasets, to: path.datasets, sort: 'newest' },
  benchmarks: { row: listBenchmarks, to: path.benchmarks },
  certificates: { row: listCertificates, to: path.certificates },
  cases: { row: listCases, to: path.cases },
  engagements: { row: listEngagements, to: path.engagements },
  runs: { row: listRuns, to: path.runs },
  pilots: { row: listPilots, to: path.pilots },
  tickets: { row: listTickets, to: path.tickets },
  data_requests: { row: listDataRequests, to: path.dataRequests, sort: 'newest' },
};
/** When something last happened to a thing, as far as its list tells. */
interface Dated {
  updatedAt?: string;
  issuedAt?: string;
  endedAt?: string | null;
  submittedAt?: string;
  reportedAt?: string;
  createdAt?: string;
}
const newestOf = (one: Dated): string =>
  one.updatedAt ?? one.issuedAt ?? one.endedAt ?? one.submittedAt ?? one.reportedAt ?? one.createdAt ?? '';

/** News beyond this are said to be more. */
const counted = 50;

/** How many of a list have come or changed since its last look, by the list itself and with the reader's own rights. */
function useNews({ list, filters, seenAt }: SavedSearch) {
  const { row, sort } = lists[list];
  // How its list is saved as a file narrows nothing.
  const query = { ...filters, [leftOutKey]: undefined, ...(sort ? { sort } : {}), limit: counted };
  return useQuery({
    queryKey: [row.name, 'saved', query, seenAt],
    queryFn: async ({ signal }) => {
      const answer = await call(client, row, { query } as never, { signal });
      const { items } = answer as { items: Dated[] };
      return items.filter((one) => newestOf(one) > seenAt).length;
    },
  });
}

/** What somebody follows and which searches it keeps; nothing while there is neither. */
export function FollowedPanels() {
  const follows = useRow(listFollows, {});
  const searches = useRow(listSearches, {});
  const some = (follows.data?.length ?? 0) + (searches.data?.length ?? 0) > 0;
  if (!some) return <ProblemAlert error={follows.error ?? searches.error} />;
  return (
    <div className="workbench-columns">
      {searches.data && searches.data.length > 0 ? <Searches searches={searches.data} /> : null}
      {follows.data && follows.data.length > 0 ? <Follows follows={follows.data} /> : null}
    </div>
  );
}

function Searches({ searches }: { searches: readonly SavedSearch[] }) {
  const { t } = useWords();
  const removing = useDeed(removeSearch);
  return (
    <Panel title={t('follows.searches')}>
      <ProblemAlert error={removing.error} />
      <ul className="sl-plain followed-lines">
        {searches.map((search) => (
          <li key={search.id}>
            <Search search={search} />
            <Button
              tone="link"
              small
              aria-label={`${t('follows.remove')} ${search.name}`}
              onClick={() => removing.mutate({ params: { id: search.id } })}
            >
              {t('follows.remove')}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Search({ search }: { search: SavedSearch }) {
  const { t } = useWords();
  const looking = useDeed(lookAtSearch);
  const { data } = useNews(search);
  return (
    <span className="sl-row">
      <Link
        to={lists[search.list].to(search.filters)}
        onClick={() => looking.mutate({ params: { id: search.id } })}
      >
        {search.name}
      </Link>
      <span className="sl-muted sl-small">{t(`shell.entry.${search.list}`)}</span>
      {data === undefined ? null : data > 0 ? (
        <span className="sl-chip">
          {t(data >= counted ? 'follows.news_more' : 'follows.news', { count: data })}
        </span>
      ) : (
        <span className="sl-muted sl-small">{t('follows.no_news')}</span>
      )}
    </span>
  );
}

const pages = {
  scenario: path.scenario,
  benchmark: path.benchmark,
  dataset: path.dataset,
  algorithm: path.algorithm,
  organisation: path.shownOrganisation,
};
const kinds = {
  scenario: 'scenario',
  benchmark: 'benchmark_version',
  dataset: 'dataset',
  algorithm: 'algorithm',
  organisation: 'organisation',
} as const;

function Follows({ follows }: { follows: readonly Follow[] }) {
  const { t } = useWords();
  const { ago } = useFormats();
  const stopping = useDeed(unfollow);
  return (
    <Panel
      title={t('follows.title')}
      extra={<Link to={path.notices({ kind: 'followed' })}>{t('shell.notices')}</Link>}
    >
      <ProblemAlert error={stopping.error} />
      <ul className="sl-plain followed-lines">
        {follows.map(({ thing, thingId, title, since }) => (
          <li key={`${thing}:${thingId}`}>
            <span className="sl-row">
              <span className="sl-chip">{t(`inbox.thing.${kinds[thing]}`)}</span>
              {title ? (
                <Link to={pages[thing](thingId)}>
                  <TextView text={title} />
                </Link>
              ) : (
                <span className="sl-muted">{t('follows.gone')}</span>
              )}
              <span className="sl-muted sl-small">{t('follows.since', { when: ago(since) })}</span>
            </span>
            <Button tone="link" small onClick={() => stopping.mutate({ params: { thing, id: thingId } })}>
              {t('follows.stop')}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
