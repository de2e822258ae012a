import './industry.css';
import './chains.css';
import { urlOf } from '@scenario-lab/contracts/call';
import { downloadChains, type IndustryChain, readChains } from '@scenario-lab/contracts/industry-chains';
import { Link, useSearchParams } from 'react-router';
import { client, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { EmptyState } from '../../components/empty-state.js';
import { Icon } from '../../components/icon.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { ChainPicture } from './chain-picture.js';
import { Definitions } from './definitions.js';
import { GapsPanel } from './gaps-panel.js';

/** One chain at a time, drawn from upstream to downstream; below it the needs that wait in it. */
export function IndustryChainsPage() {
  const { t, language } = useWords();
  useTitle(t('industryChains.title'));
  const { count } = useFormats();
  const [params] = useSearchParams();
  const { data, error, isPending } = useRow(readChains, {});
  const chains = data?.chains ?? [];
  const shown = chains.find(({ code }) => code === params.get('chain')) ?? fullest(chains);
  const link = shown?.links.find(({ code }) => code === params.get('link'))?.code;
  return (
    <div className="sl-stack">
      <header>
        <p className="industry-links">
          <Link to={path.industry()}>← {t('industry.title')}</Link>
        </p>
        <h1>{t('industryChains.title')}</h1>
        <p className="sl-muted">{t('industryChains.lead')}</p>
      </header>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data && !shown ? <EmptyState text={t('industryChains.none_retired')} /> : null}
      {data && shown ? (
        <div className="sl-stack">
          <Choose chains={chains} shown={shown.code} />
          <ChainPicture chain={shown} link={link} />
          <p className="sl-muted sl-small">
            {t('industryChains.unplaced', {
              needs: count(data.unplaced.needs),
              solutions: count(data.unplaced.solutions),
            })}{' '}
            {t('industryChains.place')}
          </p>
          <GapsPanel chain={link ?? shown.code} />
          <Panel
            title={t('industry.definitions')}
            extra={
              <span className="sl-row industry-links">
                <a
                  href={client.baseUrl + urlOf(downloadChains, { query: { lang: language } })}
                  download="industry-chains.csv"
                >
                  <Icon name="download" /> {t('industry.csv')}
                </a>
                <a href={client.baseUrl + urlOf(readChains)}>{t('industry.json')}</a>
              </span>
            }
          >
            <Definitions of={data.definitions} />
          </Panel>
        </div>
      ) : null}
    </div>
  );
}

/** Where most waits: what a newcomer looks for. */
const fullest = (chains: readonly IndustryChain[]) =>
  chains.reduce<IndustryChain | undefined>(
    (best, chain) =>
      !best || chain.gaps > best.gaps || (chain.gaps === best.gaps && chain.needs > best.needs)
        ? chain
        : best,
    undefined,
  );

function Choose({ chains, shown }: { chains: readonly IndustryChain[]; shown: string }) {
  const { t } = useWords();
  const { text, count } = useFormats();
  return (
    <nav className="sl-row industry-links" aria-label={t('industryChains.which')}>
      {chains.map((chain) => (
        <Link
          key={chain.code}
          to={path.industryChains({ chain: chain.code })}
          replace
          preventScrollReset
          aria-current={chain.code === shown ? 'true' : undefined}
        >
          {text(chain.name)}
          {chain.gaps > 0 ? (
            <span className="chain-count" title={t('industryChains.gap', { count: chain.gaps })}>
              {count(chain.gaps)}
            </span>
          ) : null}
        </Link>
      ))}
    </nav>
  );
}
