import './certificates.css';
import { statusList } from '@scenario-lab/contracts/certificates';
import { predicateOf, type ReportPredicate } from '@scenario-lab/contracts/statement';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Facts } from '../../components/object-page.js';
import { StatusTag, ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { StatementView } from './statement-view.js';
import type { Answer } from './verify.js';

const tones = { genuine: 'pass', changed: 'fail', unknown_key: 'fail', not_report: 'inconclusive' } as const;

interface VerifyAnswerProps {
  answer: Answer;
  by: 'own' | 'site';
  /** The reader's key does not hold, one this site publishes would. */
  siteKnows: boolean;
}

/** One big sentence, then who signed what and how its certificate stands now. */
export function VerifyAnswer({ answer, by, siteKnows }: VerifyAnswerProps) {
  const { t } = useWords();
  const { instant } = useFormats();
  const tone = tones[answer.result];
  const report = answer.result === 'genuine' ? predicateOf(answer.statement) : null;
  const values = {
    key: answer.result === 'genuine' || answer.result === 'unknown_key' ? answer.keyId : '',
    when: report ? instant(report.issuedAt) : t('common.unknown'),
  };
  return (
    <>
      <section className={`sl-panel seal seal-${tone}`} role="status" data-result={answer.result}>
        <p className="seal-sentence">{t(`certificates.check.result.${answer.result}`)}</p>
        <p>{t(`certificates.check.result_says.${answer.result}`, values)}</p>
        {answer.result === 'genuine' ? (
          <p className="sl-muted">{t(`certificates.check.by_${by}_key`)}</p>
        ) : null}
        {siteKnows ? <p>{t('certificates.check.site_knows')}</p> : null}
        {report ? (
          <Facts
            facts={[
              [
                t('certificates.check.what'),
                <span key="what">
                  <TextView text={report.algorithm.title} /> {report.algorithm.label} ·{' '}
                  <TextView text={report.vendor.name} />
                </span>,
              ],
              [t('certificates.check.status'), <StandingNow key="status" report={report} />],
            ]}
          />
        ) : null}
      </section>
      {answer.result === 'genuine' ? <StatementView statement={answer.statement} /> : null}
    </>
  );
}

/** The signature says what was true when it was made; the status list says how it stands now. */
function StandingNow({ report: { certificate } }: { report: ReportPredicate }) {
  const { t } = useWords();
  const { day } = useFormats();
  const { data, error } = useRow(statusList, {}, { enabled: certificate !== null });
  if (!certificate) return <>{t('certificates.check.status_none')}</>;
  const listed = data?.find(({ number }) => number === certificate.number);
  const expired = Date.parse(certificate.expiresAt) < Date.now();
  return (
    <span className="sl-row">
      <Link to={path.certificate(certificate.number)}>{certificate.number}</Link>
      {listed ? (
        <>
          <StatusTag thing="certificate" status={listed.status} />
          <span className="sl-muted">{t('certificates.check.status_since', { when: day(listed.at) })}</span>
        </>
      ) : error ? (
        <ToneTag tone="inconclusive">{t('certificates.check.status_unknown')}</ToneTag>
      ) : expired ? (
        <ToneTag tone="inconclusive">{t('certificates.check.status_expired')}</ToneTag>
      ) : data ? (
        <ToneTag tone="pass">{t('certificates.check.status_good')}</ToneTag>
      ) : null}
      {certificate.demonstration ? <span className="sl-chip">{t('certificates.demonstration')}</span> : null}
    </span>
  );
}
