import type { JointMember, JointNeed } from '@scenario-lab/contracts/joint-needs';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { reachable } from '../../components/reachable.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** A line for each department: its need, its answer, its share, what it does. */
export function JointMembers({ joint }: { joint: JointNeed }) {
  const { t } = useWords();
  const { money } = useFormats();
  return (
    <Panel title={t('joint_needs.members')}>
      <div className="sl-scroll" ref={reachable}>
        <table className="sl-table sl-folds" aria-label={t('joint_needs.members')}>
          <thead>
            <tr>
              <th scope="col">{t('joint_needs.members')}</th>
              <th scope="col">{t('common.status')}</th>
              <th scope="col">{t('joint_needs.budget')}</th>
              <th scope="col">{t('joint_needs.duties')}</th>
            </tr>
          </thead>
          <tbody>
            {joint.shares.map((one) => (
              <tr key={one.organisation.id}>
                <th scope="row">
                  <OrganisationName of={one.organisation} />{' '}
                  {one.organisation.id === joint.lead.id ? (
                    <span className="sl-chip">{t('joint_needs.leads')}</span>
                  ) : null}
                  <p className="sl-row sl-small">
                    <Link
                      to={path.scenario(one.scenario.id)}
                      style={{ display: 'inline-flex', alignItems: 'center', minBlockSize: 24 }}
                    >
                      <TextView text={one.scenario.title} />
                    </Link>
                  </p>
                </th>
                <td data-label={t('common.status')}>
                  {t(`joint_needs.state.${one.state}`)}
                  {one.reason ? (
                    <p className="sl-muted sl-small">
                      {t('joint_needs.reason')}
                      {t('common.colon')}
                      {one.reason}
                    </p>
                  ) : null}
                </td>
                <td data-label={t('joint_needs.budget')}>
                  {one.budget === null ? t('joint_needs.no_budget') : money(one.budget)}
                </td>
                <td data-label={t('joint_needs.duties')}>
                  <Duties duties={one.duties} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="sl-muted sl-small">{t('joint_needs.budget_says')}</p>
    </Panel>
  );
}

function Duties({ duties }: Pick<JointMember, 'duties'>) {
  const { t } = useWords();
  const told = (['data', 'site', 'acceptance'] as const).filter((duty) => duties[duty] !== '');
  if (told.length === 0) return <span className="sl-muted">{t('joint_needs.no_duties')}</span>;
  return (
    <ul className="sl-plain">
      {told.map((duty) => (
        <li key={duty}>
          <span className="sl-muted">
            {t(`joint_needs.duty.${duty}`)}
            {t('common.colon')}
          </span>
          {duties[duty]}
        </li>
      ))}
    </ul>
  );
}
