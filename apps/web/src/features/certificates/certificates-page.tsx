import { CertificateStatus, listCertificates } from '@scenario-lab/contracts/certificates';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { CataloguePage } from '../../components/catalogue-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

export function CertificatesPage() {
  const { t } = useWords();
  const { day } = useFormats();
  const here = useMe();
  return (
    <CataloguePage
      title={t('certificates.title')}
      lead={t('certificates.lead')}
      keeps="certificates"
      row={listCertificates}
      facets={[
        ...(here.is('vendor')
          ? [{ key: 'mine', label: t('common.scope'), options: [{ value: 'true', label: t('common.mine') }] }]
          : []),
        {
          key: 'status',
          label: t('common.status'),
          options: CertificateStatus.options.map((value) => ({
            value,
            label: wordFor('status.certificate', value),
          })),
        },
      ]}
      action={
        <Link className="sl-button" to={path.verify()}>
          {t('certificates.verify')}
        </Link>
      }
      empty={{
        text: t('certificates.empty'),
        action: (
          <Link className="sl-button" to={path.benchmarks()}>
            {t('certificates.see_benchmarks')}
          </Link>
        ),
      }}
      keyOf={(certificate) => certificate.number}
      item={(certificate) => (
        <ResultRow
          to={path.certificate(certificate.number)}
          title={
            <>
              <TextView text={certificate.algorithm.title} /> {certificate.algorithm.label}
            </>
          }
          tags={
            <>
              <span className="sl-chip">{certificate.number}</span>
              <StatusTag thing="certificate" status={certificate.status} />
              {certificate.demonstration ? (
                <span className="sl-chip">{t('certificates.demonstration')}</span>
              ) : null}
            </>
          }
          text={<TextView text={certificate.benchmark.title} />}
          meta={
            <>
              <OrganisationName of={certificate.vendor} />
              <span>
                {t('certificates.from_to', {
                  from: day(certificate.issuedAt),
                  until: day(certificate.expiresAt),
                })}
              </span>
            </>
          }
          figures={[
            [
              t('certificates.criteria'),
              t('certificates.criteria_passed', {
                passed: certificate.criteria.filter(({ verdict }) => verdict === 'pass').length,
                all: certificate.criteria.length,
              }),
            ],
            [t('certificates.looks'), t('certificates.looks_of', certificate.looks)],
          ]}
        />
      )}
    />
  );
}
