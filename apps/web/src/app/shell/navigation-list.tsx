import { NavLink } from 'react-router';
import { useWords } from '../../i18n/use-words.js';
import { useMe } from '../session.js';
import { navigationFor } from './navigation.js';

export function Navigation() {
  const { t } = useWords();
  const here = useMe();
  return navigationFor(here).map(({ key, entries }) => (
    <div key={key} className="shell-group">
      {key === 'start' ? null : <h2>{t(`shell.group.${key}`)}</h2>}
      <ul className="sl-plain">
        {entries.map((entry) => (
          <li key={entry.key}>
            <NavLink to={entry.to} end={entry.to === '/'} className="shell-link">
              {t(`shell.entry.${entry.key}`)}
            </NavLink>
          </li>
        ))}
      </ul>
    </div>
  ));
}
