import { type BadgeKind, listBadges } from '@scenario-lab/contracts/badges';
import { Link } from 'react-router';
import { useRow } from '../app/api.js';
import { path } from '../app/paths.js';
import { useWords } from '../i18n/use-words.js';
import { Panel } from './object-page.js';
import { StatusTag } from './status-tag.js';

/** Badges of a thing; for whose it is, the way to apply for one it does not have. Nothing where there is neither. */
export function HeldBadges(props: { thingId: string; kinds: readonly BadgeKind[]; own: boolean }) {
  const { thingId, kinds, own } = props;
  const { t } = useWords();
  const { data } = useRow(listBadges, { query: { thingId } });
  const items = (data?.items ?? []).filter(({ status }) => !['declined', 'withdrawn'].includes(status));
  const held = items.filter(({ status }) => !['lost', 'expired', 'revoked'].includes(status));
  const open = own ? kinds.filter((kind) => !held.some((badge) => badge.kind === kind)) : [];
  if (!data || (items.length === 0 && open.length === 0)) return null;
  return (
    <Panel title={t('badges.of_thing')}>
      <ul className="sl-plain sl-stack sl-tight">
        {items.map((badge) => (
          <li key={badge.id} className="sl-row sl-spread">
            <Link to={path.badge(badge.number ?? badge.id)}>{t(`badges.of_kind.${badge.kind}`)}</Link>
            <StatusTag thing="badge" status={badge.status} />
          </li>
        ))}
        {open.map((kind) => (
          <li key={kind}>
            <Link to={path.applyForBadge({ kind, thingId })}>
              {t('badges.apply_for', { kind: t(`badges.of_kind.${kind}`) })}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
