import {
  listOrganisations,
  type Organisation,
  organisationRoles,
  verifyOrganisation,
} from '@scenario-lab/contracts/accounts';
import { useState } from 'react';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { CataloguePage } from '../../components/catalogue-page.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { TextView } from '../../components/text-view.js';
import { choicesOf, useTerms } from '../../components/use-terms.js';
import { VerifiedTag } from '../../components/verified-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { DocumentsPanel } from './documents-panel.js';

/** Every organisation, for the lab: who they are and whether they are verified. */
export function LabOrganisationsPage() {
  const { t } = useWords();
  const { may } = useMe();
  return (
    <CataloguePage
      title={t('organisations.title')}
      lead={
        <span className="sl-row">
          <Link to={path.labControlGroups()}>{t('control_groups.title')}</Link>
          {may('organisation.list_mail_domains') ? (
            <Link to={path.labMailDomains()}>{t('joining.lab.title')}</Link>
          ) : null}
        </span>
      }
      row={listOrganisations}
      facets={[
        {
          key: 'role',
          label: t('organisations.roles'),
          options: choicesOf('organisation_role', organisationRoles),
        },
        {
          key: 'verified',
          label: t('organisations.verification'),
          options: [
            { value: 'true', label: t('organisations.verified') },
            { value: 'false', label: t('organisations.not_verified') },
          ],
        },
      ]}
      empty={{ text: t('organisations.empty') }}
      keyOf={(organisation) => organisation.id}
      item={(organisation) => <OrganisationLine organisation={organisation} />}
    />
  );
}

/** What the admin looks at before saying that an organisation is what it says. */
function Papers({ id }: { id: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button tone="link" onClick={() => setOpen(!open)} aria-expanded={open}>
        {t('organisations.documents.title')}
      </Button>
      {open ? <DocumentsPanel id={id} keeps={false} /> : null}
    </>
  );
}

function OrganisationLine({ organisation }: { organisation: Organisation }) {
  const { t } = useWords();
  const { day } = useFormats();
  const regions = useTerms('region');
  return (
    <article className="result">
      <div className="result-title">
        <strong>
          <TextView text={organisation.name} />
        </strong>
        <VerifiedTag verified={organisation.verified} />
        {organisation.sameName ? (
          <span className="sl-muted">{t('organisations.same_name', { count: organisation.sameName })}</span>
        ) : null}
      </div>
      <div className="result-meta">
        <span>{organisation.roles.map((role) => t(`taxonomy.organisation_role.${role}`)).join(' · ')}</span>
        {organisation.creditCode ? <code>{organisation.creditCode}</code> : null}
        {organisation.address ? <span>{organisation.address}</span> : null}
        {organisation.region ? <span>{regions.nameOf(organisation.region)}</span> : null}
        <span>
          {t('organisations.since')} {day(organisation.createdAt)}
        </span>
      </div>
      {organisation.verified ? null : (
        <div className="result-deeds sl-row">
          {organisation.allowed.includes('organisation.read_documents') ? (
            <Papers id={organisation.id} />
          ) : null}
          <DeedButtons
            allowed={organisation.allowed}
            deeds={[{ row: verifyOrganisation, params: { id: organisation.id }, tone: 'primary' }]}
          />
        </div>
      )}
    </article>
  );
}
