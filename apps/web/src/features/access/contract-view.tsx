import { type AccessRequest, readContract } from '@scenario-lab/contracts/access';
import { urlOf } from '@scenario-lab/contracts/call';
import { Link } from 'react-router';
import { client } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Facts } from '../../components/object-page.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** What both sides agreed on, in words; for machines as ODRL. */
export function ContractView({ grant }: { grant: NonNullable<AccessRequest['grant']> }) {
  const { t } = useWords();
  const { count } = useFormats();
  const times =
    grant.uses === null
      ? t('access.uses_free', { used: count(grant.used) })
      : t('access.uses_of', { used: count(grant.used), of: count(grant.uses) });
  return (
    <section aria-label={t('access.contract')}>
      <h3>{t('access.contract')}</h3>
      <Facts
        facts={[
          [t('field.methods'), grant.methods.map((one) => t(`access.methods.${one}`)).join(' · ')],
          [t('field.uses'), times],
          [t('access.environment'), t('access.environment_says')],
          [t('access.review'), grant.methods.includes('data_job') ? t('access.review_says') : null],
          [t('access.onward'), t('access.onward_says')],
        ]}
      />
      <p>
        <Link to={path.grant(grant.id)}>{t('grants.open')}</Link>
      </p>
      <p>
        <a href={client.baseUrl + urlOf(readContract, { params: { id: grant.id } })} download>
          {t('access.odrl')}
        </a>
      </p>
    </section>
  );
}
