import './cases.css';
import { type Case, publishCase, readCase } from '@scenario-lab/contracts/cases';
import { lazy, Suspense, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { CaseNumbers } from '../../components/case-numbers.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Facts, ObjectPage, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ProseView } from '../../components/prose-view.js';
import { railAt } from '../../components/stage-rail.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { useTerms } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { LeaksPanel } from './leaks-panel.js';
import { PackPanel } from './pack-panel.js';
import { TakeOver } from './take-over.js';

// It brings the form along, so it is fetched when somebody writes.
const WriteCase = lazy(() => import('./write-case.js').then((file) => ({ default: file.WriteCase })));

export function CasePage() {
  const { id = '' } = useParams();
  useLive([`case:${id}`]);
  const { data, error, isPending } = useRow(readCase, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <Told key={data.id} one={data} />;
}

function Told({ one }: { one: Case }) {
  const { t } = useWords();
  const { text, ago } = useFormats();
  const here = useMe();
  const [writing, setWriting] = useState(false);
  return (
    <ObjectPage
      title={<TextView text={one.title} />}
      name={text(one.title)}
      back={{ to: path.cases(), label: t('cases.title') }}
      status={
        <>
          <StatusTag thing="case" status={one.outcome} />
          {one.published ? null : <StatusTag thing="case" status="draft" />}
        </>
      }
      lead={
        <>
          <span>
            {one.department ? <OrganisationName of={one.department} /> : t('cases.unnamed_department')} ↔{' '}
            {one.vendor ? <OrganisationName of={one.vendor} /> : t('cases.unnamed_vendor')}
          </span>
          <span>{t('common.updated', { when: ago(one.updatedAt) })}</span>
        </>
      }
      rail={railAt('enablement')}
      next={{ thing: 'case', id: one.id, status: one.published ? 'published' : 'draft' }}
      aside={<Aside one={one} writing={writing} onWrite={() => setWriting(true)} />}
      timeline={here.me ? { thing: 'case', id: one.id } : undefined}
    >
      {writing ? (
        <Suspense fallback={<PageSkeleton />}>
          <WriteCase one={one} onSaved={() => setWriting(false)} />
        </Suspense>
      ) : null}
      {one.leaks.length > 0 && !writing ? <LeaksPanel one={one} /> : null}
      <CaseNumbers numbers={one.numbers} title={text(one.title)} />
      <Panel title={t('cases.lesson')}>
        {one.reasonCode ? (
          <p>{t('cases.because', { reason: t(`taxonomy.failure_reason.${one.reasonCode}`) })}</p>
        ) : null}
        {one.lesson ? <ProseView text={one.lesson} /> : <p className="sl-muted">{t('cases.no_lesson')}</p>}
      </Panel>
      {one.outcome === 'accepted' ? <Taken one={one} /> : null}
      {here.me && one.outcome === 'accepted' && one.published ? <PackPanel one={one} /> : null}
    </ObjectPage>
  );
}

function Taken({ one }: { one: Case }) {
  const { t } = useWords();
  return (
    <Panel title={t('cases.replications')}>
      {one.replicationList.length === 0 ? (
        <p className="sl-muted">
          {one.replications > 0
            ? t('cases.replications_hidden', { count: one.replications })
            : t('cases.no_replications')}
        </p>
      ) : null}
      <ul className="sl-plain sl-stack sl-tight">
        {one.replicationList.map((replication) => (
          <li key={replication.id} className="sl-row">
            <Link to={path.replication(replication.id)}>
              <TextView text={replication.adopter.name} />
            </Link>
            <StatusTag thing="replication" status={replication.status} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Aside({ one, writing, onWrite }: { one: Case; writing: boolean; onWrite: () => void }) {
  const { t } = useWords();
  const here = useMe();
  const regions = useTerms('region');
  const may = (action: string) => one.allowed.includes(action);
  const takes = may('replication.request');
  const writes = may('case.write') && !writing;
  const nothing = !takes && !may('case.write') && !may('case.publish');
  const shown =
    takes || writes || may('case.publish') || (nothing && (here.me !== null || one.outcome === 'accepted'));
  return (
    <>
      {shown ? (
        <Panel title={t('common.actions')}>
          <div className="sl-stack sl-tight">
            {takes ? <TakeOver caseId={one.id} /> : null}
            {writes ? (
              <div>
                <Button tone={one.lesson ? 'default' : 'primary'} onClick={onWrite}>
                  {t('cases.write')}
                </Button>
              </div>
            ) : null}
            <DeedButtons
              allowed={one.allowed}
              deeds={[
                {
                  row: publishCase,
                  params: { id: one.id },
                  tone: one.lesson && one.leaks.length === 0 ? 'primary' : 'default',
                  field: one.leaks.length > 0 ? 'remark' : undefined,
                  needed: one.leaks.length > 0 ? t('cases.why_kept') : undefined,
                  more: one.lesson ? undefined : <p>{t('cases.publish_empty')}</p>,
                },
              ]}
            />
            {!here.me && one.outcome === 'accepted' ? (
              <Link to={path.signIn({ from: path.case(one.id) })}>{t('cases.sign_in_to_take_over')}</Link>
            ) : null}
            {here.me && nothing ? <p className="sl-muted">{t('cases.nothing_to_do')}</p> : null}
          </div>
        </Panel>
      ) : null}
      <Panel title={t('common.facts_only')}>
        <Facts
          facts={[
            [t('cases.outcome'), t(`status.case.${one.outcome}`)],
            [
              t('cases.scenario'),
              one.scenario ? (
                <Link key="scenario" to={path.scenario(one.scenario.id)}>
                  <TextView text={one.scenario.title} />
                </Link>
              ) : null,
            ],
            [
              t('cases.solution'),
              one.solution ? (
                <Link key="solution" to={path.solution(one.solution.id)}>
                  <TextView text={one.solution.title} />
                </Link>
              ) : null,
            ],
            [
              t('cases.certificate'),
              one.certificate ? (
                <Link key="certificate" to={path.certificate(one.certificate)}>
                  {one.certificate}
                </Link>
              ) : null,
            ],
            [
              t('cases.pilot'),
              one.pilotId ? (
                <Link key="pilot" to={path.pilot(one.pilotId)}>
                  {t('cases.open_pilot')}
                </Link>
              ) : null,
            ],
            [t('common.field'), one.field ? t(`taxonomy.field.${one.field}`) : null],
            [t('common.region'), one.region ? regions.nameOf(one.region) : null],
          ]}
        />
      </Panel>
    </>
  );
}
