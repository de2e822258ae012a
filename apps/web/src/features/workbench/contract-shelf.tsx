import { listContracts } from '@scenario-lab/contracts/contracts-list';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Shelf } from './shelf.js';

/** The contracts in force that end first. A vendor that holds none is not shown an empty shelf. */
export function ContractShelf({ side }: { side: 'given' | 'held' }) {
  const { t } = useWords();
  const { count, day } = useFormats();
  const reading = useRow(listContracts, { query: { side, status: 'active', sort: 'ending', limit: 5 } });
  if (side === 'held' && (reading.data?.total ?? 0) === 0) return null;
  return (
    <Shelf
      title={t('workbench.my_contracts')}
      all={path.contracts({ side })}
      reading={reading}
      empty={t('contracts.empty')}
    >
      {(items) => (
        <div className="catalogue-rows">
          {items.map((one) => (
            <ResultRow
              key={one.id}
              to={path.grant(one.id)}
              title={<TextView text={one.dataset.title} />}
              tags={<StatusTag thing="grant" status={one.status} />}
              meta={
                <>
                  <OrganisationName of={side === 'given' ? one.grantee : one.owner} />
                  <span>{t('contracts.until', { day: day(one.until) })}</span>
                  {one.left === null ? null : (
                    <span>{t('grants.left', { count: one.left, shown: count(one.left) })}</span>
                  )}
                  {one.renewalUntil === null ? null : <span>{t('contracts.due.waiting')}</span>}
                </>
              }
            />
          ))}
        </div>
      )}
    </Shelf>
  );
}
