import { endTrustedLab, listTrustedLabs, type TrustedLab } from '@scenario-lab/contracts/foreign-packs';
import { useRow } from '../../app/api.js';
import { useMe } from '../../app/session.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { PinLab } from './pin-lab.js';

/** Whose packs are believed, by which keys. */
export function TrustedLabs() {
  const { t } = useWords();
  const here = useMe();
  const { data, error } = useRow(listTrustedLabs, {});
  return (
    <Panel title={t('foreign_packs.labs')}>
      <div className="sl-stack">
        <p className="sl-muted">{t('foreign_packs.labs_lead')}</p>
        <ProblemAlert error={error} />
        {data?.length === 0 ? <p className="sl-muted">{t('foreign_packs.labs_none')}</p> : null}
        {data && data.length > 0 ? (
          <ul className="sl-plain sl-stack">
            {data.map((lab) => (
              <li key={lab.id} className="sl-stack sl-tight">
                <Lab lab={lab} />
              </li>
            ))}
          </ul>
        ) : null}
        {here.may('trusted_lab.pin') ? <PinLab /> : null}
      </div>
    </Panel>
  );
}

function Lab({ lab }: { lab: TrustedLab }) {
  const { t } = useWords();
  const { instant } = useFormats();
  return (
    <>
      <p className="sl-row">
        <strong>
          <TextView text={lab.name} />
        </strong>
        {lab.address ? <span className="sl-muted">{lab.address}</span> : null}
        <span className="sl-chip">
          {lab.endedAt
            ? t('foreign_packs.lab_ended')
            : t(lab.recognises ? 'foreign_packs.recognised' : 'foreign_packs.not_recognised')}
        </span>
        <span className="sl-muted">{t('foreign_packs.lab_packs', { count: lab.packs })}</span>
        <span className="sl-muted">{instant(lab.pinnedAt)}</span>
      </p>
      <ul className="sl-plain">
        {lab.keys.map(({ keyId }) => (
          <li key={keyId}>
            <code>{keyId}</code>
          </li>
        ))}
      </ul>
      <DeedButtons
        allowed={lab.allowed}
        deeds={[{ row: endTrustedLab, params: { id: lab.id }, field: 'reason', tone: 'danger' }]}
      />
    </>
  );
}
