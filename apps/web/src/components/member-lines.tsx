import './member-lines.css';
import type { BidMember } from '@scenario-lab/contracts/consortia';
import { useWords } from '../i18n/use-words.js';
import { OrganisationName } from './organisation-name.js';

/** Who offers or carries on together, each with its part and share; nothing of one vendor alone. */
export function MemberLines({ of }: { of: readonly BidMember[] }) {
  const { t } = useWords();
  if (of.length === 0) return null;
  return (
    <ul className="sl-plain sl-small consortium-lines">
      {of.map(({ organisation, role, part, share }) => (
        <li key={organisation.id}>
          <OrganisationName of={organisation} />{' '}
          <span className="sl-chip">{t(`consortium.role.${role}`)}</span>{' '}
          {t('consortium.place', { share, part })}
        </li>
      ))}
    </ul>
  );
}
