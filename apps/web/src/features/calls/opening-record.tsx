import type { Call } from '@scenario-lab/contracts/calls';
import { Facts, Panel } from '../../components/object-page.js';
import { reachable } from '../../components/reachable.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

type Opening = NonNullable<Call['opening']>;

/** Who opened, when, how many there were, and the digests by which each bidder knows its own again. */
export function OpeningRecord({ opening }: { opening: Opening }) {
  const { t } = useWords();
  const { instant, count } = useFormats();
  return (
    <Panel title={t('calls.opening')}>
      <Facts
        facts={[
          [t('calls.opened_at'), instant(opening.at)],
          ...opening.hands.map(
            (hand) =>
              [
                t(`calls.side.${hand.side}`),
                [hand.person, instant(hand.at)].filter(Boolean).join(' · '),
              ] as const,
          ),
          [t('calls.bids'), count(opening.bids.length)],
          [t('calls.withdrawn'), count(opening.withdrawn)],
          [t('calls.late'), count(opening.late)],
          opening.broken > 0 ? [t('calls.broken'), count(opening.broken)] : null,
          opening.related.length > 0
            ? [t('panel.terms.related_label'), <Related key="related" groups={opening.related} />]
            : null,
        ]}
      />
      {opening.bids.length === 0 ? (
        <p className="sl-muted">{t('calls.no_bids')}</p>
      ) : (
        <div className="sl-scroll" ref={reachable}>
          <table className="sl-table">
            <thead>
              <tr>
                <th scope="col">{t('calls.number')}</th>
                <th scope="col">{t('calls.handed_in')}</th>
                <th scope="col">{t('calls.sealed_digest')}</th>
                <th scope="col">{t('calls.content_digest')}</th>
              </tr>
            </thead>
            <tbody>
              {opening.bids.map((bid) => (
                <tr key={bid.number}>
                  <td>{t('calls.bidder', { number: bid.number })}</td>
                  <td>{instant(bid.handedInAt)}</td>
                  <td>
                    <code className="call-digest">{bid.sealedDigest}</code>
                  </td>
                  <td>
                    <code className="call-digest">{bid.contentDigest}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

/** Bids that one owner stands behind, group by group. */
function Related({ groups }: { groups: Opening['related'] }) {
  const { t } = useWords();
  return groups.map((numbers) => (
    <p key={numbers.join(' ')}>
      {t('panel.terms.related', {
        numbers: numbers.map((number) => t('calls.bidder', { number })).join(t('calls.and')),
      })}
    </p>
  ));
}
