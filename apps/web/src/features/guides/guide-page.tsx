import './guides.css';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useLocation, useParams } from 'react-router';
import { path } from '../../app/paths.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useTitle } from '../../components/use-title.js';
import { useWords } from '../../i18n/use-words.js';
import { GuideProse } from './guide-prose.js';
import { type GuideName, guideNames, guideText, headingsOf, isGuide } from './guide-texts.js';

export function GuidePage() {
  const { name = '' } = useParams();
  return isGuide(name) ? <Guide name={name} /> : <NoGuide />;
}

function NoGuide() {
  const { t } = useWords();
  useTitle(t('guides.not_there'));
  return (
    <div className="sl-stack">
      <h1>{t('guides.not_there')}</h1>
      <p>
        <Link to={path.guides()}>{t('guides.all')}</Link>
      </p>
    </div>
  );
}

/** One guide with its headings beside it. */
function Guide({ name }: { name: GuideName }) {
  const { t, language } = useWords();
  const { hash } = useLocation();
  const title = t(`guides.name.${name}`);
  useTitle(title);
  const { data, error } = useQuery({
    queryKey: ['guide', name, language],
    queryFn: () => guideText(name, language, location.origin),
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    if (data && hash) document.getElementById(decodeURIComponent(hash.slice(1)))?.scrollIntoView();
  }, [data, hash]);
  return (
    <div className="guide">
      <article className="sl-reading">
        <p className="sl-small">
          <Link to={path.guides()}>← {t('guides.all')}</Link>
        </p>
        <h1>{title}</h1>
        <ProblemAlert error={error} />
        {data ? <GuideProse text={data} /> : error ? null : <PageSkeleton />}
      </article>
      <aside className="guide-aside">
        <nav aria-label={t('guides.on_this_page')}>
          <h2>{t('guides.on_this_page')}</h2>
          <ul className="sl-plain">
            {headingsOf(data ?? '').map(({ id, text }) => (
              <li key={id}>
                <Link to={{ hash: id }}>{text}</Link>
              </li>
            ))}
          </ul>
        </nav>
        <nav aria-label={t('guides.title')}>
          <h2>{t('guides.title')}</h2>
          <ul className="sl-plain">
            {guideNames.map((one) => (
              <li key={one}>
                <Link to={path.guide(one)} aria-current={one === name ? 'page' : undefined}>
                  {t(`guides.name.${one}`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </aside>
    </div>
  );
}
