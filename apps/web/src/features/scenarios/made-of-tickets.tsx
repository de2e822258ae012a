import { listTickets } from '@scenario-lab/contracts/tickets';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** The tickets a need was made of, as far as the reader sees tickets at all. */
export function MadeOfTickets({ scenarioId }: { scenarioId: string }) {
  const { t } = useWords();
  const { count } = useFormats();
  const here = useMe();
  const sees = here.is('department', 'operator', 'reviewer', 'broker', 'admin', 'observer');
  const { data } = useRow(listTickets, { query: { needId: scenarioId, limit: 1 } }, { enabled: sees });
  if (!data || data.total === 0) return null;
  return (
    <p>
      <Link to={path.tickets({ needId: scenarioId })}>
        {t('scenarios.made_of', { count: data.total, shown: count(data.total) })}
      </Link>
    </p>
  );
}
