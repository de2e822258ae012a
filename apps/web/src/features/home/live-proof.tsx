import { type Certificate, listKeys } from '@scenario-lab/contracts/certificates';
import { verifyEnvelope } from '@scenario-lab/contracts/envelope';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { StatusTag, ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useSignedReport } from '../../components/use-signed-report.js';
import { useWords } from '../../i18n/use-words.js';

/** The certificate a signed statement names. */
function numberIn({ predicate }: Record<string, unknown>): unknown {
  return (predicate as { certificate?: { number?: unknown } | null } | null)?.certificate?.number;
}

/** The newest certificate's report, fetched and verified in this browser; the result is this browser's. */
export function LiveProof({ certificate }: { certificate: Certificate }) {
  const { t } = useWords();
  const keys = useRow(listKeys, {});
  const report = useSignedReport(certificate.reportId);
  const { number } = certificate;
  if (keys.error || report.error) return <p className="sl-muted">{t('home.proof.unread', { number })}</p>;
  if (!keys.data || report.data === undefined)
    return <p className="sl-muted">{t('home.proof.checking', { number })}</p>;
  const verified = verifyEnvelope(report.data, keys.data);
  // A sound file of another certificate proves nothing about this one.
  const sound = verified.ok && !verified.askTheLab && numberIn(verified.statement) === number;
  return (
    <div className="sl-stack sl-tight">
      <p className="sl-row">
        <ToneTag tone={sound ? 'pass' : 'fail'}>
          {t(sound ? 'home.proof.sound' : 'home.proof.unsound')}
        </ToneTag>
        <Link to={path.certificate(number)}>{number}</Link>
        <StatusTag thing="certificate" status={certificate.status} />
        {certificate.demonstration ? (
          <span className="sl-chip">{t('certificates.demonstration')}</span>
        ) : null}
      </p>
      <p>
        <TextView text={certificate.algorithm.title} /> · <TextView text={certificate.benchmark.title} />
      </p>
      <p className="sl-muted sl-small">
        {t(sound ? 'home.proof.sound_says' : 'home.proof.unsound_says')}{' '}
        <Link to={path.verify({ number })}>{t('home.proof.whole')}</Link>
      </p>
    </div>
  );
}
