import './certificates.css';
import {
  answerCertificate,
  type Certificate,
  certificateDeeds,
  readCertificate,
} from '@scenario-lab/contracts/certificates';
import { Link, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useSession } from '../../app/session.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { LabSign } from '../../components/lab-sign.js';
import { Notice } from '../../components/notice.js';
import { Facts, ObjectPage, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { badgeCode } from '../../components/share.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { toneOf } from '../../components/tones.js';
import { useLive } from '../../components/use-live.js';
import { VerdictList } from '../../components/verdict-list.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import { Downloads } from './downloads.js';

export function CertificatePage() {
  const { number = '' } = useParams();
  const { data, error, isPending } = useRow(readCertificate, { params: { number } });
  useLive(data ? [`certificate:${data.id}`] : []);
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <CertificateView certificate={data} />;
}

const deeds = ['watch', 'clear', 'suspend', 'reinstate', 'revoke'] as const;
const tones = {
  watch: 'default',
  clear: 'primary',
  suspend: 'danger',
  reinstate: 'primary',
  revoke: 'danger',
} as const;

function CertificateView({ certificate }: { certificate: Certificate }) {
  const { t, language } = useWords();
  const { day } = useFormats();
  const params = { id: certificate.id };
  const may = [...deeds.map((deed) => `certificate.${deed}`), 'certificate.answer'];
  const acts = certificate.allowed.some((action) => may.includes(action));
  return (
    <ObjectPage
      title={certificate.number}
      name={certificate.number}
      embed={badgeCode(
        'certificates',
        certificate.number,
        language,
        t('share.badge_alt', { number: certificate.number }),
      )}
      back={{ to: path.certificates(), label: t('certificates.title') }}
      lead={
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
      aside={
        <>
          {acts ? (
            <Panel title={t('common.actions')}>
              <DeedButtons
                allowed={certificate.allowed}
                deeds={[
                  ...deeds.map((deed) => ({
                    row: certificateDeeds[deed],
                    params,
                    tone: tones[deed],
                    field: 'reason' as const,
                  })),
                  ...(certificate.allowed.includes('certificate.answer')
                    ? [{ row: answerCertificate, params, tone: 'primary' as const, field: 'reason' as const }]
                    : []),
                ]}
              />
            </Panel>
          ) : null}
          <Panel title={t('certificates.download')}>
            <div className="sl-stack sl-tight">
              <Link className="sl-button" to={path.report(certificate.reportId)}>
                {t('certificates.open_report')}
              </Link>
              <Downloads reportId={certificate.reportId} edition="vendor" />
            </div>
          </Panel>
          <CertificateFacts certificate={certificate} />
        </>
      }
      first={<Seal certificate={certificate} />}
      next={{ thing: 'certificate', id: certificate.id, status: certificate.status }}
      timeline={{ thing: 'certificate', id: certificate.id }}
    >
      {certificate.allowed.includes('certificate.answer') ? (
        <Notice tone="warn">{t('certificates.answer.says')}</Notice>
      ) : null}
      <Panel title={t('certificates.what')}>
        <div className="sl-stack">
          <p className="sl-reading">{t('certificates.what_says')}</p>
          <Facts
            facts={[
              [
                t('certificates.algorithm'),
                <Link key="algorithm" to={path.algorithm(certificate.algorithm.id)}>
                  <TextView text={certificate.algorithm.title} /> {certificate.algorithm.label}
                </Link>,
              ],
              [t('certificates.vendor'), <OrganisationName key="vendor" of={certificate.vendor} />],
              [
                t('certificates.benchmark'),
                <Link key="benchmark" to={path.benchmark(certificate.benchmark.id)}>
                  <TextView text={certificate.benchmark.title} />{' '}
                  {t('runs.benchmark_version', { number: certificate.benchmark.number })}
                </Link>,
              ],
              certificate.scenario
                ? [
                    t('certificates.scenario'),
                    <Link key="scenario" to={path.scenario(certificate.scenario.id)}>
                      <TextView text={certificate.scenario.title} />
                    </Link>,
                  ]
                : null,
            ]}
          />
        </div>
      </Panel>
      <Panel title={t('certificates.criteria')}>
        <VerdictList criteria={certificate.criteria} />
      </Panel>
    </ObjectPage>
  );
}

/** Whether it holds, and why not: what everybody who opens a certificate wants to know. */
function Seal({ certificate }: { certificate: Certificate }) {
  const { t } = useWords();
  const { text } = useFormats();
  const lab = useSession().data?.lab;
  return (
    <section className={`sl-panel seal seal-${toneOf(certificate.status)}`}>
      {lab ? (
        <p className="sl-row">
          <LabSign identity={lab.identity} />
          <span>{t('certificates.issued_by', { lab: text(lab.name) })}</span>
        </p>
      ) : null}
      <StatusTag thing="certificate" status={certificate.status} big />
      <p className="seal-sentence">{t(`certificates.status_says.${certificate.status}`)}</p>
      {certificate.reason ? (
        <p>
          <span className="sl-muted">
            {t('certificates.reason')}
            {t('common.colon')}
          </span>
          {wordFor('certificates.reason_of', certificate.reason)}
        </p>
      ) : null}
      {certificate.demonstration ? (
        <p>
          <span className="sl-chip">{t('certificates.demonstration')}</span>
        </p>
      ) : null}
    </section>
  );
}

function CertificateFacts({ certificate }: { certificate: Certificate }) {
  const { t } = useWords();
  const { count } = useFormats();
  return (
    <Panel title={t('common.facts_only')}>
      <div className="sl-stack sl-tight">
        <Facts
          facts={[
            [t('certificates.looks'), t('certificates.looks_of', certificate.looks)],
            [t('certificates.unpublished'), count(certificate.unpublishedRuns)],
            [
              t('certificates.prior_access'),
              t(certificate.priorAccess ? 'certificates.prior_access_yes' : 'certificates.prior_access_no'),
            ],
            [t('certificates.level'), wordFor('taxonomy.level', certificate.level)],
            [t('certificates.key'), <code key="key">{certificate.keyId}</code>],
            [t('certificates.artifact'), <code key="artifact">{certificate.algorithm.artifact}</code>],
            [t('certificates.benchmark_digest'), <code key="digest">{certificate.benchmark.digest}</code>],
          ]}
        />
        <p className="sl-muted sl-small">{t('certificates.looks_says')}</p>
        <p className="sl-muted sl-small">{t('certificates.unpublished_says')}</p>
      </div>
    </Panel>
  );
}
