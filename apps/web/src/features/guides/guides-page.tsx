import './guides.css';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useTitle } from '../../components/use-title.js';
import { useWords } from '../../i18n/use-words.js';
import { guideNames } from './guide-texts.js';

/** All guides, by who they are for. */
export function GuidesPage() {
  const { t, language } = useWords();
  useTitle(t('guides.title'));
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('guides.title')}</h1>
        <p className="sl-muted">{t('guides.lead')}</p>
      </header>
      <ul className="guides sl-plain">
        {guideNames.map((name) => (
          <li key={name} className="sl-panel">
            <h2>
              <Link to={path.guide(name)}>{t(`guides.name.${name}`)}</Link>
            </h2>
            <p>{t(`guides.says.${name}`)}</p>
          </li>
        ))}
        <li className="sl-panel">
          <h2>
            <a href={`/api/docs?lang=${language}`}>{t('guides.name.api')}</a>
          </h2>
          <p>{t('guides.says.api')}</p>
        </li>
      </ul>
    </div>
  );
}
