import {
  type Badge,
  badgeDeeds,
  downloadBadge,
  downloadBadgePdf,
  readBadge,
} from '@scenario-lab/contracts/badges';
import { urlOf } from '@scenario-lab/contracts/call';
import { Link, useParams } from 'react-router';
import { client, useRow } from '../../app/api.js';
import { pageOf, path } from '../../app/paths.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Notice } from '../../components/notice.js';
import { Facts, ObjectPage, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { badgeCode } from '../../components/share.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import { ruleFigure } from './rule-figure.js';
import { RulesTable } from './rules-table.js';

export function BadgePage() {
  const { key = '' } = useParams();
  const { data, error, isPending } = useRow(readBadge, { params: { key } });
  useLive(data ? [`badge:${data.id}`] : []);
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <BadgeView badge={data} />;
}

const deeds = ['recommend', 'grant', 'decline', 'withdraw', 'revoke'] as const;
const tones = {
  recommend: 'primary',
  grant: 'primary',
  decline: 'danger',
  withdraw: 'default',
  revoke: 'danger',
} as const;

function BadgeView({ badge }: { badge: Badge }) {
  const { t, language } = useWords();
  const formats = useFormats();
  const { text, day, instant } = formats;
  const acts = deeds.some((deed) => badge.allowed.includes(`badge.${deed}`));
  const kind = t(`badges.of_kind.${badge.kind}`);
  const of =
    badge.thing === 'organisation'
      ? path.shownOrganisation(badge.thingId)
      : pageOf(badge.thing, badge.thingId);
  return (
    <ObjectPage
      title={
        <>
          {kind} · <TextView text={badge.title} />
        </>
      }
      name={`${kind} · ${text(badge.title)}`}
      back={{ to: path.badges(), label: t('badges.title') }}
      status={<StatusTag thing="badge" status={badge.status} />}
      embed={
        badge.number ? badgeCode('badges', badge.number, language, `${kind} ${badge.number}`) : undefined
      }
      lead={
        <>
          <OrganisationName of={badge.holder} />
          <span>
            {badge.issuedAt && badge.expiresAt
              ? t('badges.from_to', { from: day(badge.issuedAt), until: day(badge.expiresAt) })
              : t('badges.applied_on', { day: day(badge.appliedAt) })}
          </span>
        </>
      }
      next={{ thing: 'badge', id: badge.id, status: badge.status }}
      timeline={{ thing: 'badge', id: badge.id }}
      aside={
        <>
          {acts ? (
            <Panel title={t('common.actions')}>
              <DeedButtons
                allowed={badge.allowed}
                deeds={deeds.map((deed) => ({
                  row: badgeDeeds[deed],
                  params: { id: badge.id },
                  tone: tones[deed],
                  field: deed === 'decline' || deed === 'revoke' ? ('reason' as const) : ('remark' as const),
                }))}
              />
            </Panel>
          ) : null}
          {badge.number ? (
            <Panel title={t('badges.signed')}>
              <div className="sl-stack sl-tight">
                <p className="sl-muted sl-small">{t('badges.signed_says')}</p>
                <a
                  className="sl-button"
                  href={client.baseUrl + urlOf(downloadBadge, { params: { id: badge.id } })}
                  download
                >
                  {t('badges.download')}
                </a>
                {badge.paper
                  ? (['zh', 'en'] as const).map((lang) => (
                      <a
                        key={lang}
                        href={
                          client.baseUrl +
                          urlOf(downloadBadgePdf, { params: { id: badge.id }, query: { lang } })
                        }
                        download
                      >
                        {t(`badges.paper_${lang}`)}
                      </a>
                    ))
                  : null}
                <Link to={path.verify({ number: badge.number })}>{t('badges.verify')}</Link>
              </div>
            </Panel>
          ) : null}
          <Panel title={t('badges.facts')}>
            <Facts
              facts={[
                badge.number ? [t('badges.number'), badge.number] : null,
                of
                  ? [
                      t('badges.of_thing'),
                      <Link key="of" to={of}>
                        <TextView text={badge.title} />
                      </Link>,
                    ]
                  : null,
                [t('badges.holder'), <OrganisationName key="holder" of={badge.holder} />],
                badge.keyId ? [t('badges.key'), <code key="key">{badge.keyId}</code>] : null,
                badge.digest ? [t('badges.digest'), <code key="digest">{badge.digest}</code>] : null,
              ]}
            />
          </Panel>
        </>
      }
    >
      <Standing badge={badge} />
      <Panel title={t('badges.rules')}>
        <div className="sl-stack sl-tight">
          <RulesTable rules={badge.rules} />
          {badge.short && badge.short.length > 0 && badge.status === 'valid' ? (
            <Notice tone="warn">
              <p>
                {t('badgeRules.judged', {
                  rules: badge.short
                    .map((rule) =>
                      [
                        t(`badges.rule.${rule.rule}`),
                        t(`badges.${rule.bound}`, { value: ruleFigure(formats, rule.rule, rule.threshold) }),
                      ].join(' '),
                    )
                    .join(t('common.comma')),
                })}
              </p>
              <Link to={path.badgeRules()}>{t('badgeRules.see')}</Link>
            </Notice>
          ) : null}
          {badge.measuredAt ? (
            <p className="sl-muted sl-small">{t('badges.measured_at', { at: instant(badge.measuredAt) })}</p>
          ) : null}
        </div>
      </Panel>
      {badge.words ? (
        <Panel title={t('badges.words')}>
          <p className="sl-reading" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
            {badge.words}
          </p>
        </Panel>
      ) : null}
    </ObjectPage>
  );
}

/** Why it does not stand, and until when it can be mended. */
function Standing({ badge }: { badge: Badge }) {
  const { t } = useWords();
  const { day } = useFormats();
  if (!badge.reason) return null;
  const rules = badge.reason
    .split(',')
    .map((rule) => wordFor('badges.rule', rule))
    .join(t('common.comma'));
  if (badge.status === 'watch' && badge.mendBy)
    return <Notice tone="warn">{t('badges.mend_by', { day: day(badge.mendBy), rules })}</Notice>;
  if (badge.status === 'lost') return <Notice tone="warn">{t('badges.lost_for', { rules })}</Notice>;
  if (badge.status === 'declined' || badge.status === 'revoked')
    return <Notice tone="warn">{t('badges.reason', { reason: badge.reason })}</Notice>;
  return null;
}
