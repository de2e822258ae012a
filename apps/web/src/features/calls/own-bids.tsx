import './calls.css';
import { type Call, listOwnBids, withdrawBid } from '@scenario-lab/contracts/calls';
import { useRow } from '../../app/api.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** A vendor's receipts: what it handed in and when, replaced and withdrawn ones too. */
export function OwnBidsPanel({ call }: { call: Call }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const { data, error } = useRow(listOwnBids, { params: { id: call.id } });
  if (error) return <ProblemAlert error={error} />;
  if (!data) return null;
  return (
    <Panel title={t('calls.own')}>
      {data.items.length === 0 ? <p className="sl-muted">{t('calls.own_none')}</p> : null}
      <ul className="sl-plain sl-stack">
        {data.items.map((bid) => (
          <li key={bid.id} className="sl-stack sl-tight">
            <p>
              <strong>{instant(bid.handedInAt)}</strong>{' '}
              <span className="sl-chip">{t(`calls.state.${bid.state}`)}</span>{' '}
              {bid.number === null ? null : t('calls.bidder', { number: bid.number })}
            </p>
            <p className="sl-small">
              {t('calls.sealed_digest')} <code className="call-digest">{bid.sealedDigest}</code>
              <br />
              {t('calls.content_digest')} <code className="call-digest">{bid.contentDigest}</code>
            </p>
            <DeedButtons
              allowed={bid.allowed}
              deeds={[{ row: withdrawBid, params: { id: bid.id }, body: {}, tone: 'danger' }]}
            />
          </li>
        ))}
      </ul>
      {data.late.map((at) => (
        <p key={at} className="sl-muted">
          {t('calls.was_late', { when: instant(at) })}
        </p>
      ))}
    </Panel>
  );
}
