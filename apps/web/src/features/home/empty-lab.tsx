import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { EmptyState } from '../../components/empty-state.js';
import { useWords } from '../../i18n/use-words.js';

/** A lab that has nothing on show yet says so, and what this reader can do about it. */
export function EmptyLab() {
  const { t } = useWords();
  const here = useMe();
  const [key, to] = here.may('organisation.verify')
    ? (['verify', path.labOrganisations({ verified: 'false' })] as const)
    : here.may('scenario.create')
      ? (['need', path.newScenario()] as const)
      : here.may('solution.create')
        ? (['card', path.newSolution()] as const)
        : here.me
          ? (['workbench', path.workbench()] as const)
          : (['register', path.register()] as const);
  return (
    <EmptyState
      text={
        <>
          {t('home.empty.text')} {t(`home.empty.${key}_says`)}
        </>
      }
      action={
        <span className="sl-row">
          <Link className="sl-button" to={to}>
            {t(`home.empty.${key}`)}
          </Link>
          <Link to={path.guides()}>{t('shell.entry.guides')}</Link>
        </span>
      }
    />
  );
}
