import type { JointCriterion, JointNeed } from '@scenario-lab/contracts/joint-needs';
import { CriterionView } from '../../components/criteria-view.js';
import { Panel } from '../../components/object-page.js';
import { reachable } from '../../components/reachable.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** What each department asks of every figure, beside what the joint need would ask; how they differ is said in words. */
export function JointCriteria({ joint }: { joint: JointNeed }) {
  const { t } = useWords();
  const { text } = useFormats();
  const { criteria } = joint;
  const askers = criteria[0]?.asked.map(({ organisationId }) => organisationId) ?? [];
  const nameOf = (id: string) =>
    text(joint.shares.find(({ organisation }) => organisation.id === id)?.organisation.name ?? {});
  if (criteria.length === 0)
    return (
      <Panel title={t('joint_needs.criteria')}>
        <p className="sl-muted">{t('joint_needs.no_criteria')}</p>
      </Panel>
    );
  return (
    <Panel title={t('joint_needs.criteria')}>
      <p className="sl-muted sl-small">{t('joint_needs.criteria_says')}</p>
      <div className="sl-scroll" ref={reachable}>
        <table className="sl-table" aria-label={t('joint_needs.criteria')}>
          <thead>
            <tr>
              <th scope="col">{t('joint_needs.joint_asks')}</th>
              {askers.map((id) => (
                <th key={id} scope="col">
                  {nameOf(id)}
                </th>
              ))}
              <th scope="col">{t('joint_needs.criterion')}</th>
            </tr>
          </thead>
          <tbody>
            {criteria.map((line) => (
              <tr key={line.criterion.id}>
                <th scope="row">
                  <CriterionView criterion={line.criterion} />{' '}
                  <span className="sl-chip">{t(line.criterion.must ? 'common.must' : 'common.nice')}</span>
                </th>
                {line.asked.map((asked) => (
                  <Asked key={asked.organisationId} asked={asked} />
                ))}
                <td>{t(`joint_needs.differs.${line.differs}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Asked({ asked: { threshold, must } }: { asked: JointCriterion['asked'][number] }) {
  const { t } = useWords();
  const { figure } = useFormats();
  if (threshold === null) return <td className="sl-muted">{t('joint_needs.not_asked')}</td>;
  return (
    <td>
      {figure(threshold)} <span className="sl-muted sl-small">{t(must ? 'common.must' : 'common.nice')}</span>
    </td>
  );
}
