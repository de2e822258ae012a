import { badgeKinds, listBadges, shownBadges } from '@scenario-lab/contracts/badges';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { CataloguePage } from '../../components/catalogue-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

/** The public register of badges; what is applied for, too, for whoever may read it. */
export function BadgesPage() {
  const { t } = useWords();
  const { day } = useFormats();
  const here = useMe();
  return (
    <CataloguePage
      title={t('badges.title')}
      lead={t('badges.lead')}
      row={listBadges}
      facets={[
        ...(here.is('vendor', 'department')
          ? [{ key: 'mine', label: t('common.scope'), options: [{ value: 'true', label: t('common.mine') }] }]
          : []),
        {
          key: 'kind',
          label: t('badges.kind'),
          options: badgeKinds.map((value) => ({ value, label: t(`badges.of_kind.${value}`) })),
        },
        {
          key: 'status',
          label: t('common.status'),
          options: [
            ...(here.me ? (['applied', 'recommended', 'granted', 'declined'] as const) : []),
            ...shownBadges,
          ].map((value) => ({ value, label: wordFor('status.badge', value) })),
        },
      ]}
      action={
        <span className="sl-row">
          <Link to={path.badgeRules()}>{t('badgeRules.see')}</Link>
          <Link className="sl-button" to={path.verify()}>
            {t('badges.verify')}
          </Link>
        </span>
      }
      empty={{ text: t('badges.empty') }}
      keyOf={(badge) => badge.id}
      item={(badge) => (
        <ResultRow
          to={path.badge(badge.number ?? badge.id)}
          title={<TextView text={badge.title} />}
          tags={
            <>
              <span className="sl-chip">{t(`badges.of_kind.${badge.kind}`)}</span>
              <StatusTag thing="badge" status={badge.status} />
            </>
          }
          meta={
            <>
              {badge.number ? <span>{badge.number}</span> : null}
              <OrganisationName of={badge.holder} />
              {badge.issuedAt && badge.expiresAt ? (
                <span>{t('badges.from_to', { from: day(badge.issuedAt), until: day(badge.expiresAt) })}</span>
              ) : null}
            </>
          }
        />
      )}
    />
  );
}
