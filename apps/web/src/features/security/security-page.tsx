import { listSecurityLog, type SecurityEntry, securityKinds } from '@scenario-lab/contracts/security';
import { CataloguePage } from '../../components/catalogue-page.js';
import { ToneTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { KeyDesk } from './key-desk.js';

const warning = new Set<SecurityEntry['kind']>([
  'sign_in_failed',
  'sign_in_held',
  'refused',
  'too_many_requests',
  'key_compromised',
  'done_alone',
]);

/** What happened at the lab's doors, newest first, for its administrator. */
export function SecurityPage() {
  const { t } = useWords();
  const options = securityKinds.map((value) => ({ value, label: t(`security.kinds.${value}`) }));
  return (
    <>
      <CataloguePage
        title={t('security.title')}
        lead={t('security.lead')}
        row={listSecurityLog}
        facets={[{ key: 'kind', label: t('security.kind'), options }]}
        empty={{ text: t('security.empty') }}
        keyOf={(entry) => entry.id}
        item={(entry) => <Entry entry={entry} />}
      />
      <KeyDesk />
    </>
  );
}

function Entry({ entry }: { entry: SecurityEntry }) {
  const { t } = useWords();
  const { instant } = useFormats();
  return (
    <article className="result">
      <div className="result-title">
        <strong>{entry.person?.name ?? entry.email ?? t('security.nobody')}</strong>
        <ToneTag tone={warning.has(entry.kind) ? 'waiting' : 'pass'}>
          {t(`security.kinds.${entry.kind}`)}
        </ToneTag>
      </div>
      <div className="result-meta">
        <span>{instant(entry.at)}</span>
        {entry.email && entry.person ? <span>{entry.email}</span> : null}
        {entry.address ? <span>{t('security.from', { address: entry.address })}</span> : null}
        {entry.code ? <span>{t(`problem.${entry.code}`, { defaultValue: entry.code })}</span> : null}
        {entry.route ? <code>{entry.route}</code> : null}
      </div>
    </article>
  );
}
