import { JointNeedStatus, listJointNeeds } from '@scenario-lab/contracts/joint-needs';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { CataloguePage } from '../../components/catalogue-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import { JointGroups } from './joint-groups.js';

/** Joint needs: for the lab this month's groups of similar needs and what became of those it proposed; for a department its own. */
export function JointNeedsPage() {
  const { t } = useWords();
  const { ago, count, month } = useFormats();
  const here = useMe();
  const lab = here.is('operator', 'reviewer', 'broker', 'admin', 'observer');
  return (
    <div className="sl-stack">
      <CataloguePage
        title={t('joint_needs.title')}
        lead={t(lab ? 'joint_needs.lead' : 'joint_needs.lead_department')}
        row={listJointNeeds}
        facets={[
          {
            key: 'status',
            label: t('common.status'),
            options: JointNeedStatus.options.map((value) => ({
              value,
              label: wordFor('status.joint_need', value),
            })),
          },
        ]}
        empty={{ text: t(lab ? 'joint_needs.empty' : 'joint_needs.empty_department') }}
        keyOf={({ id }) => id}
        item={(joint) => (
          <ResultRow
            to={path.jointNeed(joint.id)}
            title={<TextView text={joint.title} />}
            tags={
              <>
                <StatusTag thing="joint_need" status={joint.status} />
                <span className="sl-chip">{t('joint_needs.month', { month: month(joint.month) })}</span>
              </>
            }
            meta={
              <>
                <span>
                  {t('joint_needs.led_by')} <OrganisationName of={joint.lead} />
                </span>
                <span>{ago(joint.createdAt)}</span>
              </>
            }
            figures={[
              [
                t('joint_needs.members'),
                t('joint_needs.answered', { shown: count(joint.answered), of: count(joint.members) }),
              ],
            ]}
          />
        )}
      />
      {here.is('operator', 'broker') ? <JointGroups /> : null}
    </div>
  );
}
