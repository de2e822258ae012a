import { readOrganisation } from '@scenario-lab/contracts/accounts';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useTitle } from '../../components/use-title.js';
import { useWords } from '../../i18n/use-words.js';
import { IdentityPanel } from './identity-panel.js';
import { OrganisationView } from './organisation-view.js';

export function OwnOrganisationPage() {
  const { t } = useWords();
  const { me, may } = useMe();
  useTitle(t('organisations.own_title'));
  const id = me?.organisation.id ?? '';
  const { data, error, isPending } = useRow(readOrganisation, { params: { id } }, { enabled: id !== '' });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return (
    <div className="sl-stack">
      <h1>{t('organisations.own_title')}</h1>
      <p className="sl-row">
        <Link to={path.organisationRecord(id)}>{t('records.see')}</Link>
        {data.verified && data.allowed.includes('organisation.edit') ? (
          <Link to={path.webhooks()}>{t('webhooks.see')}</Link>
        ) : null}
      </p>
      <OrganisationView organisation={data} />
      {may('lab.edit_identity') ? <IdentityPanel /> : null}
    </div>
  );
}
