import './certificates.css';
import { badgeIn } from '@scenario-lab/contracts/badges';
import { trainingIn } from '@scenario-lab/contracts/camps';
import { lookUpReport } from '@scenario-lab/contracts/certificates';
import { acceptanceOf } from '@scenario-lab/contracts/pilot-acceptance';
import { predicateOf, type ReportPredicate } from '@scenario-lab/contracts/statement';
import { statusList } from '@scenario-lab/contracts/status-list';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Facts } from '../../components/object-page.js';
import { StatusTag, ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { StatementView } from './statement-view.js';
import { type Answer, isSound } from './verify.js';

const tones = {
  genuine: 'pass',
  reformatted: 'pass',
  changed: 'fail',
  unknown_key: 'fail',
  outside_key_period: 'fail',
  key_compromised: 'fail',
  not_report: 'inconclusive',
} as const;

interface VerifyAnswerProps {
  answer: Answer;
  by: 'own' | 'site';
  /** The reader's key does not hold, one this site publishes would. */
  siteKnows: boolean;
}

/** One big sentence, then who signed what and how its certificate stands now. */
export function VerifyAnswer({ answer, by, siteKnows }: VerifyAnswerProps) {
  const { t } = useWords();
  const { instant, text, figure } = useFormats();
  const sound = isSound(answer) ? answer : null;
  const report = sound ? predicateOf(sound.statement) : null;
  const badge = sound ? badgeIn(sound.statement) : null;
  const acceptance = sound ? acceptanceOf(sound.statement) : null;
  const training = sound ? trainingIn(sound.statement) : null;
  const { lab, badgeNow, trainingNow } = useLab(sound, {
    certificate: report?.certificate?.number,
    badge: badge?.badge.number,
    training: training?.training.number,
  });
  const signed = report ?? badge ?? acceptance ?? training;
  const dated = 'issuedAt' in answer ? answer.issuedAt : (signed?.issuedAt ?? null);
  const values = {
    key: 'keyId' in answer ? answer.keyId : '',
    when: dated ? instant(dated) : t('common.unknown'),
  };
  // A signature by a key that others have cannot stand alone.
  const doubted = sound !== null && (lab === 'unknown' || (sound.askTheLab && lab !== 'known'));
  const tone = sound && lab === 'unknown' ? 'fail' : doubted ? 'inconclusive' : tones[answer.result];
  return (
    <>
      <section className={`sl-panel seal seal-${tone}`} role="status" data-result={answer.result}>
        <p className="seal-sentence">
          {lab === 'unknown'
            ? t('certificates.check.result.not_of_the_lab')
            : doubted
              ? t('certificates.check.result.key_in_doubt')
              : t(`certificates.check.result.${answer.result}`)}
        </p>
        <p>{t(`certificates.check.result_says.${answer.result}`, values)}</p>
        {sound ? <p>{t(`certificates.check.lab.${lab}`)}</p> : null}
        {sound?.askTheLab ? <p>{t('certificates.check.key_since_compromised')}</p> : null}
        {sound ? <p className="sl-muted">{t(`certificates.check.by_${by}_key`)}</p> : null}
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
        {badge ? (
          <Facts
            facts={[
              [
                t('certificates.check.what'),
                <span key="what">
                  {t(`badges.of_kind.${badge.badge.kind}`)} · <TextView text={badge.subject.title} /> ·{' '}
                  <TextView text={badge.holder.name} />
                </span>,
              ],
              [
                t('certificates.check.status'),
                <span key="status" className="sl-row">
                  <Link to={path.badge(badge.badge.number)}>{badge.badge.number}</Link>
                  {badgeNow ? <StatusTag thing="badge" status={badgeNow} /> : null}
                </span>,
              ],
            ]}
          />
        ) : null}
        {training ? (
          <Facts
            facts={[
              [
                t('certificates.check.what'),
                <span key="what">
                  {t('camps.signed', {
                    name: training.holder.name,
                    camp: text(training.camp.title),
                    hours: figure(training.done.hours),
                  })}{' '}
                  · <TextView text={training.camp.by.name} />
                </span>,
              ],
              [
                t('certificates.check.status'),
                <span key="status" className="sl-row">
                  <Link to={path.training(training.training.number)}>{training.training.number}</Link>
                  {trainingNow ? <StatusTag thing="trainee" status={trainingNow} /> : null}
                </span>,
              ],
            ]}
          />
        ) : null}
      </section>
      {sound ? <StatementView statement={sound.statement} /> : null}
    </>
  );
}

/** Whether the lab knows the report by its digest, and the number that was signed with it. */
function useLab(
  sound: { digest: string } | null,
  numbers: { certificate: string | undefined; badge: string | undefined; training: string | undefined },
): {
  lab: 'asking' | 'known' | 'unknown' | 'silent';
  badgeNow: string | null;
  trainingNow: string | null;
} {
  const { data, error } = useRow(
    lookUpReport,
    { params: { digest: sound?.digest ?? '' }, query: { number: numbers.certificate } },
    { enabled: sound !== null },
  );
  const now = { badgeNow: data?.badge?.status ?? null, trainingNow: data?.training?.status ?? null };
  if (error) return { lab: 'silent', ...now };
  if (!data) return { lab: 'asking', ...now };
  const same = (['certificate', 'badge', 'training'] as const).every(
    (kind) => numbers[kind] === undefined || data[kind]?.number === numbers[kind],
  );
  return { lab: data.known && same ? 'known' : 'unknown', ...now };
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
