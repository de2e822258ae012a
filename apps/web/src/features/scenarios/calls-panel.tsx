import { listCalls } from '@scenario-lab/contracts/calls';
import type { Scenario } from '@scenario-lab/contracts/scenarios';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { Panel } from '../../components/object-page.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Calls for sealed bids on the need; its department begins one here. */
export function CallsPanel({ scenario }: { scenario: Scenario }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const { me } = useMe();
  const { data } = useRow(listCalls, { params: { id: scenario.id } });
  const mayBegin =
    scenario.status === 'published' &&
    me?.organisation.id === scenario.owner.id &&
    me.roles.includes('department');
  if (!data || (data.length === 0 && !mayBegin)) return null;
  return (
    <Panel
      title={t('calls.title')}
      extra={
        mayBegin ? (
          <Link className="unprinted" to={path.newCall(scenario.id)}>
            {t('calls.new')}
          </Link>
        ) : null
      }
    >
      {data.length === 0 ? <p className="sl-muted">{t('calls.none')}</p> : null}
      <ul className="sl-plain sl-stack sl-tight">
        {data.map((one) => (
          <li key={one.id} className="sl-row">
            <Link to={path.call(one.id)}>
              <TextView text={one.title} />
            </Link>
            <StatusTag thing="call" status={one.status} />
            <span className="sl-muted sl-small">{t('calls.until', { when: instant(one.deadline) })}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
