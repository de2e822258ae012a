import { join, readJoining } from '@scenario-lab/contracts/joining';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** The organisation one's confirmed address lets one into; nothing where there is none. */
export function JoinPanel() {
  const { t } = useWords();
  const { text } = useFormats();
  const { data, error } = useRow(readJoining, {});
  const joining = useDeed(join);
  const offer = data?.offer;
  if (!offer) {
    return joining.data?.joined ? (
      <Panel title={t('joining.mine')}>
        <p role="status">{t('joining.joined')}</p>
      </Panel>
    ) : (
      <ProblemAlert error={error} />
    );
  }
  return (
    <Panel title={t('joining.mine')}>
      <div className="sl-stack sl-tight">
        <p>
          <strong>
            <TextView text={offer.organisation.name} />
          </strong>
        </p>
        <p className="sl-muted">
          {t(offer.state === 'open' ? `joining.offer.${offer.way}` : `joining.offer.${offer.state}`, {
            organisation: text(offer.organisation.name),
          })}
        </p>
        <ProblemAlert error={joining.error} />
        {offer.state === 'open' ? (
          <div>
            <Button
              tone="primary"
              pending={joining.isPending}
              onClick={() => joining.mutate({ body: { organisationId: offer.organisation.id } })}
            >
              {t(offer.way === 'at_once' ? 'joining.join' : 'joining.ask_in')}
            </Button>
          </div>
        ) : null}
      </div>
    </Panel>
  );
}
