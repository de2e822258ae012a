import './workbench.css';
import { readInbox } from '@scenario-lab/contracts/lab';
import { Link, useSearchParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { type Here, useMe } from '../../app/session.js';
import { byDue, InboxLines } from '../../components/inbox-lines.js';
import { Notice } from '../../components/notice.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { useTitle } from '../../components/use-title.js';
import { useWords } from '../../i18n/use-words.js';
import { DepartmentDesk } from './department-desk.js';
import { FollowedPanels } from './followed-panels.js';
import { LabDesk } from './lab-desk.js';
import { VendorDesk } from './vendor-desk.js';

const shownWaiting = 6;

/** Where a day begins: what waits for me, what I can do next, where my things stand. */
export function WorkbenchPage() {
  const { t } = useWords();
  const here = useMe();
  useTitle(t('workbench.title'));
  useLive();
  if (!here.me) return <PageSkeleton kind="rows" />;
  const { organisation, roles } = here.me;
  return (
    <div className="sl-stack workbench">
      <header>
        <h1>{t('workbench.title')}</h1>
        <p className="sl-muted">
          <TextView text={organisation.name} />
          {' · '}
          {roles.map((role) => t(`status.role.${role}`)).join(' · ')}
        </p>
      </header>
      {organisation.verified ? null : (
        <Notice tone="warn">
          <p>{t('workbench.unverified')}</p>
          <Link to={path.organisation()}>{t('workbench.complete_organisation')}</Link>
        </Notice>
      )}
      <Waiting />
      <Desk here={here} />
      <FollowedPanels />
    </div>
  );
}

/** Whoever offers and asks has two desks, one at a time; the address says which. */
function Desk({ here }: { here: Here }) {
  const { t } = useWords();
  const [query] = useSearchParams();
  const sides = (['vendor', 'department'] as const).filter((side) => here.is(side));
  const [first] = sides;
  if (!first) return <LabDesk />;
  const side = sides.find((one) => one === query.get('side')) ?? first;
  return (
    <>
      {sides.length > 1 ? (
        <nav className="workbench-sides" aria-label={t('workbench.sides')}>
          {sides.map((one) => (
            <Link
              key={one}
              to={path.workbench({ side: one })}
              aria-current={one === side ? 'page' : undefined}
            >
              {t(`workbench.as_${one}`)}
            </Link>
          ))}
        </nav>
      ) : null}
      {side === 'vendor' ? <VendorDesk /> : <DepartmentDesk />}
    </>
  );
}

function Waiting() {
  const { t } = useWords();
  const { data, error, isPending } = useRow(readInbox, {});
  const items = byDue(data ?? []);
  return (
    <Panel
      title={t('workbench.waiting')}
      extra={
        items.length > shownWaiting ? (
          <Link to={path.inbox()}>{t('workbench.all_waiting', { count: items.length })}</Link>
        ) : null
      }
    >
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data?.length === 0 ? <p className="sl-muted">{t('inbox.empty')}</p> : null}
      {items.length > 0 ? <InboxLines items={items.slice(0, shownWaiting)} /> : null}
    </Panel>
  );
}
