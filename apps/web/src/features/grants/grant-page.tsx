import { readContract, revokeGrant } from '@scenario-lab/contracts/access';
import { urlOf } from '@scenario-lab/contracts/call';
import { type Grant, grantDeeds, readGrant } from '@scenario-lab/contracts/grants';
import { Link, useParams } from 'react-router';
import { client, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Notice } from '../../components/notice.js';
import { Facts, ObjectPage, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { KeyMatchPanel } from './key-match-panel.js';
import { LedgerPanel } from './ledger-panel.js';
import { useTermsWords } from './terms-words.js';
import { VersionsPanel } from './versions-panel.js';

/** One contract: what is agreed on now, what waits for an answer, and every use under it. */
export function GrantPage() {
  const { id = '' } = useParams();
  useLive();
  const { data, error, isPending } = useRow(readGrant, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <Whole grant={data} />;
}

function Whole({ grant }: { grant: Grant }) {
  const { t } = useWords();
  const { text, count } = useFormats();
  const { wordsOf, nameOf } = useTermsWords();
  const may = grant.allowed.includes('grant.propose');
  const nearEnd = grant.left !== null && grant.left < 14;
  const used =
    grant.uses === null
      ? t('access.uses_free', { used: count(grant.used) })
      : t('access.uses_of', { used: count(grant.used), of: count(grant.uses) });
  return (
    <ObjectPage
      title={
        <>
          {t('grants.title')}
          {t('common.colon')}
          <TextView text={grant.dataset.title} />
        </>
      }
      name={t('grants.name', { dataset: text(grant.dataset.title) })}
      back={{ to: path.accessRequests(), label: t('access.title') }}
      status={<StatusTag thing="grant" status={grant.status} />}
      lead={
        grant.left === null ? null : (
          <span>{t('grants.left', { count: grant.left, shown: count(grant.left) })}</span>
        )
      }
      aside={
        <>
          {may ? (
            <Panel title={t('common.actions')}>
              <p className="sl-row">
                {grant.side === 'grantee' ? (
                  <Link
                    className={nearEnd ? 'sl-button sl-button-primary' : 'sl-button'}
                    to={path.addendum(grant.id, { renew: 'yes' })}
                  >
                    {t('grants.renew')}
                  </Link>
                ) : null}
                <Link className="sl-button" to={path.addendum(grant.id)}>
                  {t('grants.propose')}
                </Link>
              </p>
            </Panel>
          ) : null}
          <Panel title={t('common.facts_only')}>
            <Facts
              facts={[
                [
                  t('access.dataset'),
                  <Link key="dataset" to={path.dataset(grant.dataset.id)}>
                    <TextView text={grant.dataset.title} />
                  </Link>,
                ],
                [t('grants.owner'), <OrganisationName key="owner" of={grant.owner} />],
                [t('grants.grantee'), <OrganisationName key="grantee" of={grant.grantee} />],
                [t('access.environment'), t('access.environment_says')],
                [t('access.review'), grant.methods.includes('data_job') ? t('access.review_says') : null],
                [t('access.onward'), t('access.onward_says')],
              ]}
            />
            <p>
              <a href={client.baseUrl + urlOf(readContract, { params: { id: grant.id } })} download>
                {t('access.odrl')}
              </a>
            </p>
            <DeedButtons
              allowed={grant.allowed}
              deeds={[{ row: revokeGrant, params: { id: grant.id }, tone: 'danger', field: 'reason' }]}
            />
          </Panel>
        </>
      }
      timeline={{ thing: 'grant', id: grant.id }}
    >
      {nearEnd ? <Notice tone="warn">{t('grants.lapses')}</Notice> : null}
      <Waiting grant={grant} />
      <Panel title={t('grants.in_force')} extra={<span className="sl-muted">{nameOf(grant.terms)}</span>}>
        <Facts
          facts={wordsOf(grant).map(([label, said]) => [label, label === t('field.uses') ? used : said])}
        />
      </Panel>
      {grant.stopped.length > 0 || grant.status !== 'active' ? <Stopped grant={grant} /> : null}
      {grant.methods.includes('psi') ? <KeyMatchPanel grantId={grant.id} /> : null}
      <LedgerPanel grant={grant} />
      {grant.versions.length > 1 ? <VersionsPanel grant={grant} /> : null}
    </ObjectPage>
  );
}

/** The addendum beside what holds now: only what would change is marked. */
function Waiting({ grant }: { grant: Grant }) {
  const { t } = useWords();
  const { wordsOf } = useTermsWords();
  const next = grant.versions.find(({ state }) => state === 'proposed');
  if (!next || grant.status !== 'active') return null;
  const now = new Map(wordsOf(grant));
  const answers = grant.allowed.includes('grant.agree');
  const title = answers
    ? 'grants.waiting'
    : grant.allowed.includes('grant.take_back')
      ? 'grants.waiting_own'
      : 'grants.waiting_any';
  const params = { id: grant.id };
  const body = { number: next.number };
  return (
    <Panel title={t(title)}>
      <div className="sl-stack">
        <Facts
          facts={[
            [
              t('grants.proposed_by'),
              next.proposedBy ? <OrganisationName key="by" of={next.proposedBy} /> : null,
            ],
            [t('grants.reason'), next.reason],
            ...wordsOf(next)
              .filter(([label, said]) => now.get(label) !== said)
              .map(([label, said]): [string, React.ReactNode] => [
                label,
                <span key={label}>
                  <strong>{said}</strong>{' '}
                  <span className="sl-muted">{t('grants.was', { value: now.get(label) ?? '' })}</span>
                </span>,
              ]),
          ]}
        />
        <DeedButtons
          allowed={grant.allowed}
          deeds={[
            { row: grantDeeds.agree, params, body, tone: 'primary', field: 'remark' },
            { row: grantDeeds.decline, params, body, field: 'remark' },
            { row: grantDeeds.take_back, params, body, field: 'remark' },
          ]}
        />
      </div>
    </Panel>
  );
}

function Stopped({ grant }: { grant: Grant }) {
  const { t } = useWords();
  const { instant } = useFormats();
  // A vendor's run is its own page; the data's owner is told that it ended and not let in.
  const page = (kind: 'run' | 'data_job', id: string) =>
    kind === 'data_job' ? path.dataJob(id) : grant.side === 'owner' ? null : path.run(id);
  return (
    <Panel title={t('grants.stopped')}>
      {grant.stopped.length === 0 ? <p className="sl-muted">{t('grants.stopped_none')}</p> : null}
      <ul className="sl-plain sl-stack sl-tight">
        {grant.stopped.map(({ kind, id, cause, at }) => {
          const to = page(kind, id);
          return (
            <li key={id} className="sl-row">
              {to ? <Link to={to}>{t(`grants.kind.${kind}`)}</Link> : <span>{t(`grants.kind.${kind}`)}</span>}
              <span className="sl-muted">
                {t(`grants.cause.${cause}`)} · {instant(at)}
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
