import { jointNeedOfScenario } from '@scenario-lab/contracts/joint-needs';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { TextView } from '../../components/text-view.js';
import { useWords } from '../../i18n/use-words.js';

/** Whose need it is together with others, or the joint one it became; nothing where it stands alone. */
export function JointPanel({ scenarioId }: { scenarioId: string }) {
  const { t } = useWords();
  const data = useRow(jointNeedOfScenario, { params: { id: scenarioId } }).data?.of;
  if (!data) return null;
  const into =
    data.status === 'joined' ? 'joined_into' : data.status === 'proposed' ? 'asked_to_join' : 'being_joined';
  return (
    <Panel
      title={t('joint_needs.of_need')}
      extra={data.takesPart ? <Link to={path.jointNeed(data.id)}>{t('joint_needs.open')}</Link> : null}
    >
      {data.joint ? (
        <>
          <p>{t('joint_needs.made_of')}</p>
          <ul className="sl-plain sl-stack sl-tight">
            {data.shares.map(({ organisation, scenario, duties }) => (
              <li key={organisation.id}>
                <p className="sl-row">
                  <OrganisationName of={organisation} />
                  <Link to={path.scenario(scenario.id)}>
                    <TextView text={scenario.title} />
                  </Link>
                </p>
                {(['data', 'site', 'acceptance'] as const)
                  .filter((duty) => duties[duty] !== '')
                  .map((duty) => (
                    <p key={duty} className="sl-small">
                      <span className="sl-muted">
                        {t(`joint_needs.duty.${duty}`)}
                        {t('common.colon')}
                      </span>
                      {duties[duty]}
                    </p>
                  ))}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p className="sl-row">
          <span>{t(`joint_needs.${into}`)}</span>
          {data.scenario ? (
            <Link to={path.scenario(data.scenario.id)}>
              <TextView text={data.scenario.title} />
            </Link>
          ) : (
            <TextView text={data.title} />
          )}
        </p>
      )}
    </Panel>
  );
}
