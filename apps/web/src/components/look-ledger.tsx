import type { Kinship } from '@scenario-lab/contracts/control-groups';
import type { LookEntry } from '@scenario-lab/contracts/runs';
import { Link } from 'react-router';
import { path } from '../app/paths.js';
import { useFormats } from '../i18n/format.js';
import { useWords } from '../i18n/use-words.js';
import { KinEvidence, MembersView } from './kin-evidence.js';
import { Panel } from './object-page.js';
import { TextView } from './text-view.js';

/** Every look that counts together with a run's own, and why one is not charged: read before anything is decided. */
export function LookLedger({ entries, kinship }: { entries: readonly LookEntry[]; kinship: Kinship | null }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const said = (one: LookEntry) => {
    if (one.cause === null) return t('runs.ledger.charged');
    const cause = t(`runs.ledger.cause.${one.cause}`);
    if (one.excused) return t('runs.ledger.excused', { cause });
    return t(one.charged ? 'runs.ledger.kept' : 'runs.ledger.uncharged', { cause });
  };
  return (
    <Panel title={t('runs.ledger.title')}>
      <p className="sl-muted sl-small">{t('runs.ledger.lead')}</p>
      <ol className="sl-plain">
        {entries.map((one) => (
          <li key={one.runId}>
            <Link to={path.run(one.runId)}>{t('runs.name', { number: one.number })}</Link> ·{' '}
            <TextView text={one.vendor.name} /> · {said(one)}{' '}
            <span className="sl-muted sl-small">{instant(one.at)}</span>
          </li>
        ))}
      </ol>
      {kinship ? <KinshipView kinship={kinship} /> : null}
    </Panel>
  );
}

/** Whose looks count with the vendor's, and whose might, before anybody decides. */
function KinshipView({ kinship: { group, proposals } }: { kinship: Kinship }) {
  const { t } = useWords();
  return (
    <div className="sl-stack sl-tight">
      <h3>{t('control_groups.of_vendor')}</h3>
      {group ? (
        <div className="sl-row">
          <strong>{group.name}</strong>
          <MembersView members={group.members} />
        </div>
      ) : (
        <p className="sl-muted">{t('control_groups.alone')}</p>
      )}
      {proposals.length > 0 ? (
        <>
          <h3>
            <Link to={path.labControlGroups()}>{t('control_groups.open')}</Link>
          </h3>
          <ul className="sl-plain sl-stack sl-tight">
            {proposals.map((one) => (
              <li
                key={`${one.kind} ${one.value} ${one.one.id} ${one.other.id}`}
                className="sl-stack sl-tight"
              >
                <KinEvidence proposal={one} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
