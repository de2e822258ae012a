import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { Facts, Panel } from '../../components/object-page.js';
import { TextView } from '../../components/text-view.js';
import { useTerms } from '../../components/use-terms.js';
import { VerifiedTag } from '../../components/verified-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { DocumentsPanel } from './documents-panel.js';
import { InvitePanel } from './invite-panel.js';
import { JoiningPanel } from './joining-panel.js';
import { MembersPanel } from './members-panel.js';
import type { OrganisationDetail } from './organisation-detail.js';
import { OrganisationForm } from './organisation-form.js';

/** An organisation with what its reader may see of it: facts, wallet, members, invitations. */
export function OrganisationView({ organisation }: { organisation: OrganisationDetail }) {
  const { t } = useWords();
  const { day, count } = useFormats();
  const credits = (value: number) => t('runs.submit.credits', { shown: count(value) });
  const regions = useTerms('region');
  const { wallet } = organisation;
  return (
    <div className="sl-stack">
      <Panel
        title={<TextView text={organisation.name} />}
        extra={<VerifiedTag verified={organisation.verified} />}
      >
        <Facts
          facts={[
            [
              t('organisations.roles'),
              organisation.roles.map((role) => t(`taxonomy.organisation_role.${role}`)).join(' · '),
            ],
            [t('organisations.credit_code'), organisation.creditCode ?? t('common.not_stated')],
            [t('organisations.region'), organisation.region ? regions.nameOf(organisation.region) : null],
            [t('organisations.since'), day(organisation.createdAt)],
          ]}
        />
        {organisation.verified ? (
          <p>
            <Link to={path.shownOrganisation(organisation.id)}>{t('organisations.shown.public_page')}</Link>
          </p>
        ) : null}
        {organisation.allowed.includes('organisation.edit') ? (
          <div style={{ marginTop: 12 }}>
            <OrganisationForm organisation={organisation} />
          </div>
        ) : null}
      </Panel>
      {organisation.allowed.includes('organisation.read_documents') ? (
        <DocumentsPanel
          id={organisation.id}
          keeps={organisation.allowed.includes('organisation.keep_documents')}
        />
      ) : null}
      {wallet ? (
        <Panel title={t('organisations.wallet')}>
          <Facts
            facts={[
              [t('organisations.balance'), credits(wallet.balance)],
              [t('organisations.held'), credits(wallet.held)],
            ]}
          />
          <p className="sl-muted sl-small">{t('organisations.wallet_says')}</p>
        </Panel>
      ) : null}
      {organisation.members ? (
        <MembersPanel organisation={organisation} members={organisation.members} />
      ) : (
        <p className="sl-muted">{t('organisations.members_hidden')}</p>
      )}
      {organisation.allowed.includes('organisation.invite') ? (
        <InvitePanel organisation={organisation} />
      ) : null}
      {organisation.allowed.includes('organisation.read_joining') &&
      !organisation.roles.includes('operate') ? (
        <JoiningPanel organisation={organisation} />
      ) : null}
    </div>
  );
}
