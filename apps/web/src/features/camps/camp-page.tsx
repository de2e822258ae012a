import './camps.css';
import { type Camp, campDeeds, readCamp } from '@scenario-lab/contracts/camps';
import { Link, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Notice } from '../../components/notice.js';
import { Facts, ObjectPage, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ProseView } from '../../components/prose-view.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { CampTasks } from './camp-tasks.js';
import { ClassPanel } from './class-panel.js';
import { OwnPlace } from './own-place.js';
import { SignUp } from './sign-up.js';

export function CampPage() {
  const { id = '' } = useParams();
  const { data, error, isPending } = useRow(readCamp, { params: { id } });
  useLive(data ? [`camp:${data.id}`] : []);
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <CampView camp={data} />;
}

const deeds = ['announce', 'start', 'finish', 'cancel'] as const;

function CampView({ camp }: { camp: Camp }) {
  const { t } = useWords();
  const { text, day, count } = useFormats();
  const acts = [...deeds, 'edit'].some((deed) => camp.allowed.includes(`camp.${deed}`));
  const dated = camp.status === 'announced' || camp.status === 'running' || camp.status === 'finished';
  return (
    <ObjectPage
      title={<TextView text={camp.title} />}
      name={text(camp.title)}
      back={{ to: path.camps(), label: t('camps.title') }}
      status={<StatusTag thing="camp" status={camp.status} />}
      lead={
        <>
          <OrganisationName of={camp.organisation} />
          <span>{t('camps.from_to', { from: day(camp.from), until: day(camp.until) })}</span>
        </>
      }
      next={{ thing: 'camp', id: camp.id, status: camp.status }}
      timeline={{ thing: 'camp', id: camp.id }}
      dates={dated ? { thing: 'camp', id: camp.id } : undefined}
      aside={
        <>
          {camp.mine ? <OwnPlace camp={camp} mine={camp.mine} /> : <SignUp camp={camp} />}
          {acts ? (
            <Panel title={t('common.actions')}>
              <div className="sl-stack sl-tight">
                <DeedButtons
                  allowed={camp.allowed}
                  deeds={deeds.map((deed) => ({
                    row: campDeeds[deed],
                    params: { id: camp.id },
                    tone: deed === 'cancel' ? ('danger' as const) : ('primary' as const),
                    field: deed === 'cancel' ? ('reason' as const) : ('remark' as const),
                  }))}
                />
                {camp.allowed.includes('camp.edit') ? (
                  <Link to={path.editCamp(camp.id)}>{t('camps.edit')}</Link>
                ) : null}
              </div>
            </Panel>
          ) : null}
          <Panel title={t('common.facts_only')}>
            <Facts
              facts={[
                [t('camps.seats'), t('camps.taken', { taken: count(camp.taken), seats: count(camp.seats) })],
                camp.waiting > 0 ? [t('camps.queue'), count(camp.waiting)] : null,
                [t('camps.sign_up_until'), day(camp.signUpUntil)],
                camp.field ? [t('common.field'), t(`taxonomy.field.${camp.field}`)] : null,
                [
                  t('camps.rule'),
                  t(camp.tasks.length > 0 ? 'camps.rule_told' : 'camps.rule_sessions_told', {
                    sessions: count(camp.rule.sessions),
                    ofSessions: count(camp.sessions.length),
                    tasks: count(camp.rule.tasks),
                    ofTasks: count(camp.tasks.length),
                  }),
                ],
                camp.instructors.length > 0
                  ? [
                      t('camps.instructors'),
                      <span key="instructors">
                        {camp.instructors.map(({ name }) => name).join(t('common.comma'))}
                      </span>,
                    ]
                  : null,
              ]}
            />
          </Panel>
        </>
      }
    >
      {camp.reason ? <Notice tone="warn">{t('camps.cancelled_for', { reason: camp.reason })}</Notice> : null}
      <Panel title={t('camps.about')}>
        <ProseView text={camp.about} />
      </Panel>
      <Sessions camp={camp} />
      <CampTasks camp={camp} />
      {camp.allowed.includes('camp.read_trainees') ? <ClassPanel camp={camp} /> : null}
    </ObjectPage>
  );
}

function Sessions({ camp }: { camp: Camp }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const came = camp.mine?.progress.attended ?? [];
  return (
    <Panel title={t('camps.sessions')}>
      <ol className="sl-plain camps-sessions">
        {camp.sessions.map((session) => (
          <li key={session.id}>
            <strong>
              <TextView text={session.topic} />
            </strong>
            <span className="sl-muted sl-small">
              {t('camps.from_to', { from: instant(session.at), until: instant(session.until) })}
              {session.place ? ` · ${session.place}` : ''}
              {came.includes(session.id) ? ` · ${t('camps.attended')}` : ''}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
