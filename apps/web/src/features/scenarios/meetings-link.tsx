import type { Scenario } from '@scenario-lab/contracts/scenarios';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { Panel } from '../../components/object-page.js';
import { useWords } from '../../i18n/use-words.js';

/** To the need's pitch days and visits: for who is signed in, while the need stands. */
export function MeetingsLink({ scenario }: { scenario: Pick<Scenario, 'id' | 'status'> }) {
  const { t } = useWords();
  const { me } = useMe();
  if (!me || !['published', 'closed'].includes(scenario.status)) return null;
  return (
    <Panel title={t('meetings.title')}>
      <p className="sl-row">
        <span className="sl-muted">{t('meetings.see_says')}</span>
        <Link className="link-button" to={path.meetings(scenario.id)}>
          {t('meetings.see')}
        </Link>
      </p>
    </Panel>
  );
}
