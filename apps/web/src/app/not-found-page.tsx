import { Link } from 'react-router';
import { useTitle } from '../components/use-title.js';
import { useWords } from '../i18n/use-words.js';
import { path } from './paths.js';

export function NotFoundPage() {
  const { t } = useWords();
  useTitle(t('shell.not_found.title'));
  return (
    <div className="sl-stack sl-reading" style={{ paddingBlock: 48 }}>
      <h1>{t('shell.not_found.title')}</h1>
      <p>{t('shell.not_found.text')}</p>
      <p>
        <Link to={path.home()}>{t('shell.not_found.home')}</Link>
      </p>
    </div>
  );
}
