import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { saidPlainly } from '../../i18n/metric-words.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import type { Showcase } from './showcase.js';

/** What is new in each list, and the list. */
export function NewestPanels({ showcase }: { showcase: Showcase }) {
  const { t, language } = useWords();
  const { count, day, money } = useFormats();
  // Under this heading stands none without; the server puts the proven first and fills up with what is new.
  const proven = showcase.solutions.filter(({ certificates, testedOn }) => certificates + testedOn > 0);
  return (
    <div className="home-columns">
      <Listing title={t('home.newest_scenarios')} all={path.scenarios()} empty={t('home.no_scenarios')}>
        {showcase.scenarios.map((scenario) => (
          <ResultRow
            key={scenario.id}
            to={path.scenario(scenario.id)}
            title={<TextView text={scenario.title} />}
            text={scenario.criteria
              .slice(0, 2)
              .map((criterion) => saidPlainly(criterion, scenario, language))
              .join(language === 'zh' ? '；' : '; ')}
            meta={
              <>
                <OrganisationName of={scenario.owner} />
                {scenario.budget === null ? null : <span>{money(scenario.budget)}</span>}
                {scenario.deadline ? <span>{day(scenario.deadline)}</span> : null}
              </>
            }
          />
        ))}
      </Listing>
      <Listing title={t('home.newest_solutions')} all={path.solutions()} empty={t('home.no_solutions')}>
        {proven.map((solution) => (
          <ResultRow
            key={solution.id}
            to={path.solution(solution.id)}
            title={<TextView text={solution.title} />}
            meta={
              <>
                <OrganisationName of={solution.owner} />
                <span>{t('home.trl', { trl: solution.trl })}</span>
                <span>
                  {t('solutions.certificates')} {count(solution.certificates)}
                </span>
              </>
            }
          />
        ))}
      </Listing>
      <Listing
        title={t('home.newest_certificates')}
        all={path.certificates()}
        empty={t('home.no_certificates')}
      >
        {showcase.certificates.map((certificate) => (
          <ResultRow
            key={certificate.id}
            to={path.certificate(certificate.number)}
            title={certificate.number}
            tags={<StatusTag thing="certificate" status={certificate.status} />}
            meta={
              <>
                <TextView text={certificate.algorithm.title} />
                <OrganisationName of={certificate.vendor} />
                <span>{t('home.valid_until', { day: day(certificate.expiresAt) })}</span>
                {certificate.demonstration ? <span>{t('home.demonstration_truth')}</span> : null}
              </>
            }
          />
        ))}
      </Listing>
      <Listing title={t('home.cases')} all={path.cases()} empty={t('home.no_cases')}>
        {showcase.cases.map((one) => (
          <ResultRow
            key={one.id}
            to={path.case(one.id)}
            title={<TextView text={one.title} />}
            tags={<StatusTag thing="case" status={one.outcome} />}
            meta={
              <>
                {one.department ? <OrganisationName of={one.department} /> : null}
                {one.reasonCode ? <span>{wordFor('taxonomy.failure_reason', one.reasonCode)}</span> : null}
              </>
            }
          />
        ))}
      </Listing>
    </div>
  );
}

function Listing(props: { title: string; all: string; empty: string; children: ReactNode[] }) {
  const { t } = useWords();
  return (
    <section className="home-listing">
      <div className="sl-panel-head">
        <h2>{props.title}</h2>
        <Link to={props.all} aria-label={`${t('common.see_all')} ${props.title}`}>
          {t('common.see_all')}
        </Link>
      </div>
      {props.children.length > 0 ? (
        <div className="catalogue-rows">{props.children}</div>
      ) : (
        <p className="sl-muted">{props.empty}</p>
      )}
    </section>
  );
}
