import { type JointNeed, jointNeedDeeds, readJointNeed } from '@scenario-lab/contracts/joint-needs';
import { Link, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
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
import { AgreeDeed } from './agree-deed.js';
import { AskMore } from './ask-more.js';
import { JointCriteria } from './joint-criteria.js';
import { JointMembers } from './joint-members.js';

/** One joint need: who is asked and what each answers, the criteria side by side, and what comes next. */
export function JointNeedPage() {
  const { id = '' } = useParams();
  useLive([`joint_need:${id}`]);
  const { data, error, isPending } = useRow(readJointNeed, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <Whole joint={data} />;
}

function Whole({ joint }: { joint: JointNeed }) {
  const { t } = useWords();
  const { text, month } = useFormats();
  const ended = joint.status === 'dissolved';
  return (
    <ObjectPage
      title={<TextView text={joint.title} />}
      name={text(joint.title)}
      back={{ to: path.jointNeeds(), label: t('joint_needs.title') }}
      status={<StatusTag thing="joint_need" status={joint.status} />}
      lead={
        <>
          <span>{t('joint_needs.month', { month: month(joint.month) })}</span>
          <span>
            {t('joint_needs.led_by')} <OrganisationName of={joint.lead} />
          </span>
        </>
      }
      next={{ thing: 'joint_need', id: joint.id, status: joint.status }}
      timeline={{ thing: 'joint_need', id: joint.id }}
      aside={<Aside joint={joint} />}
    >
      {ended ? (
        <Notice tone="warn">
          {joint.reason
            ? `${t('joint_needs.reason')}${t('common.colon')}${joint.reason}`
            : t('joint_needs.few_left')}
        </Notice>
      ) : null}
      <Panel title={t('joint_needs.note_title')}>
        <p className="sl-reading" style={{ whiteSpace: 'pre-line' }}>
          {joint.note}
        </p>
      </Panel>
      <JointMembers joint={joint} />
      <JointCriteria joint={joint} />
    </ObjectPage>
  );
}

function Aside({ joint }: { joint: JointNeed }) {
  const { t } = useWords();
  const { instant, money, percent } = useFormats();
  const { me } = useMe();
  const params = { id: joint.id };
  const may = (deed: string) => joint.allowed.includes(`joint_need.${deed}`);
  const own = joint.shares.find(({ organisation }) => organisation.id === me?.organisation.id);
  const leads = joint.lead.id === me?.organisation.id;
  const onDesk =
    leads && joint.status === 'agreed' && joint.scenario?.status === 'in_review'
      ? t('joint_needs.on_desk')
      : null;
  const deeds = ['agree', 'ask_more', 'decline', 'leave', 'draft', 'dissolve'].some(may) || onDesk !== null;
  return (
    <>
      {deeds ? (
        <Panel title={t('common.actions')}>
          <div className="sl-stack sl-tight">
            {may('agree') ? <AgreeDeed key={own?.answeredAt ?? ''} id={joint.id} own={own} /> : null}
            <AskMore joint={joint} />
            <DeedButtons
              allowed={joint.allowed}
              deeds={[
                { row: jointNeedDeeds.draft, params, tone: 'primary', field: 'remark', blocked: onDesk },
                { row: jointNeedDeeds.decline, params, field: 'reason' },
                { row: jointNeedDeeds.leave, params, tone: 'danger', field: 'reason' },
                { row: jointNeedDeeds.dissolve, params, tone: 'danger', field: 'reason' },
              ]}
            />
          </div>
        </Panel>
      ) : null}
      <Panel title={t('joint_needs.facts')}>
        <Facts
          facts={[
            [
              t(joint.status === 'joined' ? 'joint_needs.published' : 'joint_needs.draft'),
              joint.scenario ? (
                <Link key="need" to={path.scenario(joint.scenario.id)}>
                  <TextView text={joint.scenario.title} />
                </Link>
              ) : null,
            ],
            [t('joint_needs.budget_sum'), joint.budget === null ? null : money(joint.budget)],
            [t('joint_needs.proposed_at'), instant(joint.createdAt)],
            [t('joint_needs.likeness_then'), joint.likeness === null ? null : percent(joint.likeness)],
          ]}
        />
      </Panel>
    </>
  );
}
