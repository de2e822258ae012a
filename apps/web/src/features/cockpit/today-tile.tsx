import type { Cockpit } from '@scenario-lab/contracts/cockpit';
import { Link } from 'react-router';
import { pageOf } from '../../app/paths.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import { behind, useAddress } from './reach.js';
import { Num, Tile } from './tile.js';

/** As many as a wall's screen has room for. */
const shown = 9;

/** What became true in public: today's counts, then the latest by name. */
export function TodayTile({ cockpit: { today } }: { cockpit: Cockpit }) {
  const { t } = useWords();
  const { instant, day } = useFormats();
  const address = useAddress();
  return (
    <Tile area="today" title={t('cockpit.today')} says={day(today.day)}>
      {today.counts.length === 0 ? <p className="cockpit-small">{t('cockpit.today_none')}</p> : null}
      <dl className="cockpit-counts">
        {today.counts.map(({ event, count }) => (
          <div key={event}>
            <dt>{wordFor('event', event)}</dt>
            <dd>
              <Num value={count} to={behind({ of: 'today', event })} label={wordFor('event', event)} />
            </dd>
          </div>
        ))}
      </dl>
      <h3>{t('cockpit.latest')}</h3>
      <ol className="cockpit-latest">
        {today.latest.slice(0, shown).map((one) => {
          const page = pageOf(one.thing, one.page);
          const to = page ? address({ open: page }) : null;
          return (
            <li key={one.id}>
              <span className="cockpit-small">
                <time dateTime={one.at}>{instant(one.at)}</time> · {wordFor('event', one.event)}
              </span>
              {to ? (
                <Link to={to}>
                  <TextView text={one.title} />
                </Link>
              ) : (
                <TextView text={one.title} />
              )}
            </li>
          );
        })}
      </ol>
    </Tile>
  );
}
