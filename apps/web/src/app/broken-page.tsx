import { isRouteErrorResponse, useRouteError } from 'react-router';
import { PageSkeleton } from '../components/page-skeleton.js';
import { ProblemAlert } from '../components/problem-alert.js';
import { useWords } from '../i18n/use-words.js';
import { useLoadAnew } from './missing-files.js';
import { NotFoundPage } from './not-found-page.js';

/** A page that could not be drawn: says so, keeps the shell, offers to try again. */
export function BrokenPage() {
  const error = useRouteError();
  const { t } = useWords();
  const anew = useLoadAnew(error);
  if (anew) return <PageSkeleton />;
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />;
  return (
    <div className="sl-stack sl-reading" style={{ paddingBlock: 48 }}>
      <h1>{t('shell.broken.title')}</h1>
      <ProblemAlert error={error} />
      <p>{t('shell.broken.text')}</p>
      <div>
        <button type="button" className="sl-button" onClick={() => location.reload()}>
          {t('shell.broken.again')}
        </button>
      </div>
    </div>
  );
}
