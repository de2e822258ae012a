import { urlOf } from '@scenario-lab/contracts/call';
import {
  type Acceptance,
  downloadAcceptance,
  downloadAcceptancePdf,
  readPilotAcceptance,
} from '@scenario-lab/contracts/pilot-acceptance';
import { rubricParts } from '@scenario-lab/contracts/pilot-surveys';
import { Link } from 'react-router';
import { client, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Icon } from '../../components/icon.js';
import { Facts, Panel } from '../../components/object-page.js';
import { ToneTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

const languages = ['zh', 'en'] as const;
const tones = { continue: 'pass', adjust: 'inconclusive', accept: 'pass', reject: 'fail' } as const;

/** What was signed, newest first; the file is verified like any report of the lab's. */
export function StatementsPanel(props: { pilotId: string; acceptances: readonly Acceptance[] }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const paramsOf = ({ id }: Acceptance) => ({ id: props.pilotId, acceptanceId: id });
  return (
    <Panel title={t('acceptance.statements')}>
      {props.acceptances.length === 0 ? (
        <p className="sl-muted">{t('acceptance.no_statement')}</p>
      ) : (
        <ul className="sl-plain sl-stack">
          {props.acceptances.map((one) => (
            <li key={one.id} className="sl-stack sl-tight">
              <p className="sl-row">
                <strong>{t(`acceptance.phase.${one.phase}`)}</strong>
                <ToneTag tone={tones[one.decision]}>{t(`acceptance.decision.${one.decision}`)}</ToneTag>
                <span className="sl-muted">
                  {one.by} · {instant(one.at)}
                </span>
              </p>
              <p className="sl-reading">{one.statement}</p>
              {one.rubric ? (
                <Facts
                  facts={rubricParts.map((part) => {
                    const { score, words } = one.rubric?.[part] ?? { score: null, words: '' };
                    const told =
                      score === null
                        ? t('acceptance.form.cannot_tell')
                        : wordFor('acceptance.score', String(score));
                    return [t(`field.${part}`), `${told}${t('common.colon')}${words}`];
                  })}
                />
              ) : null}
              {one.issuedAt ? (
                <p className="sl-row">
                  {one.paper
                    ? languages.map((lang) => (
                        <a
                          key={lang}
                          href={
                            client.baseUrl +
                            urlOf(downloadAcceptancePdf, { params: paramsOf(one), query: { lang } })
                          }
                          download
                        >
                          <Icon name="download" /> {t(`acceptance.paper.${lang}`)}
                        </a>
                      ))
                    : null}
                  <a href={client.baseUrl + urlOf(downloadAcceptance, { params: paramsOf(one) })} download>
                    <Icon name="download" /> {t('acceptance.download')}
                  </a>
                  <Link to={path.verify()}>{t('certificates.verify')}</Link>
                  <code className="sl-small">{one.keyId}</code>
                </p>
              ) : (
                <Sealing pilotId={props.pilotId} />
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

const againMs = 2_000;

/** Nothing happens to the pilot when the lab has sealed it, and nothing would be told: it is asked for as long as it takes. */
function Sealing({ pilotId }: { pilotId: string }) {
  const { t } = useWords();
  useRow(readPilotAcceptance, { params: { id: pilotId } }, { refetchInterval: againMs });
  return (
    <p className="sl-muted" role="status">
      {t('acceptance.sealing')}
    </p>
  );
}
