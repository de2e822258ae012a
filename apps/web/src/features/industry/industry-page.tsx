import './industry.css';
import { urlOf } from '@scenario-lab/contracts/call';
import { downloadIndustry, readIndustry } from '@scenario-lab/contracts/industry';
import { Link } from 'react-router';
import { client, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Icon } from '../../components/icon.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useTitle } from '../../components/use-title.js';
import { useWords } from '../../i18n/use-words.js';
import { Definitions } from './definitions.js';
import { FieldsTable, RegionsTable } from './figures-table.js';
import { GapsPanel } from './gaps-panel.js';
import { RegionsMap } from './regions-map.js';

/** From needs to what others adopted, by field and district; first of all where a newcomer may enter. */
export function IndustryPage() {
  const { t, language } = useWords();
  useTitle(t('industry.title'));
  const { data, error, isPending } = useRow(readIndustry, {});
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('industry.title')}</h1>
        <p className="sl-muted">{t('industry.lead')}</p>
        <p className="sl-row industry-links">
          <Link to={path.industryChains()}>{t('industryChains.title')} →</Link>
          <Link to={path.industryMatrix()}>{t('industry.matrix.title')} →</Link>
          <Link to={path.industryMoney()}>{t('industryChains.money.title')} →</Link>
        </p>
      </header>
      <GapsPanel />
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data ? (
        <>
          <Panel title={t('industry.by_field')}>
            <FieldsTable industry={data} />
          </Panel>
          <Panel title={t('industry.by_region')}>
            <div className="sl-stack">
              {data.byRegion.length > 0 ? <RegionsMap industry={data} /> : null}
              <RegionsTable industry={data} />
            </div>
          </Panel>
          <Panel
            title={t('industry.definitions')}
            extra={
              <span className="sl-row industry-links">
                <a
                  href={client.baseUrl + urlOf(downloadIndustry, { query: { lang: language } })}
                  download="industry.csv"
                >
                  <Icon name="download" /> {t('industry.csv')}
                </a>
                <a href={client.baseUrl + urlOf(readIndustry)}>{t('industry.json')}</a>
              </span>
            }
          >
            <Definitions of={data.definitions} />
          </Panel>
        </>
      ) : null}
    </div>
  );
}
