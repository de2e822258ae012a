import type { ForeignPack } from '@scenario-lab/contracts/foreign-packs';
import { Panel } from '../../components/object-page.js';
import { ToneTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** A certificate of another lab: whether it counts here and why not, and what is tested again all the same. */
export function RecognitionPanel({ pack }: { pack: ForeignPack }) {
  const { t } = useWords();
  const { day } = useFormats();
  const { recognised, reasons, retests } = pack.recognition;
  const { certificate } = pack.content.case;
  return (
    <Panel title={t('foreign_packs.recognition')}>
      <div className="sl-stack sl-tight">
        <p className="sl-row">
          <ToneTag tone={recognised ? 'pass' : 'inconclusive'}>
            {t(recognised ? 'foreign_packs.recognised' : 'foreign_packs.not_recognised')}
          </ToneTag>
          <span>
            {certificate
              ? t('foreign_packs.certificate_until', {
                  number: certificate.number,
                  until: day(certificate.expiresAt),
                })
              : t('foreign_packs.no_certificate')}
          </span>
        </p>
        {reasons.length > 0 ? (
          <ul>
            {reasons.map((reason) => (
              <li key={reason}>{t(`foreign_packs.reason.${reason}`)}</li>
            ))}
          </ul>
        ) : null}
        <p>{t('foreign_packs.retested')}</p>
        <ul>
          {retests.map((one) => (
            <li key={one}>{t(`foreign_packs.retest.${one}`)}</li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
