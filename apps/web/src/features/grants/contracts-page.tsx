import { purposeKinds } from '@scenario-lab/contracts/access';
import {
  type ContractLine,
  contractSorts,
  contractStates,
  listContracts,
} from '@scenario-lab/contracts/contracts-list';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { CataloguePage } from '../../components/catalogue-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

/** Every contract one's organisation is a side of; for whoever supervises the lab, all of them. */
export function ContractsPage() {
  const { t } = useWords();
  useLive();
  const { is } = useMe();
  // Whoever supervises reads those of all, and is a side of none.
  const supervises = is('operator', 'reviewer', 'admin', 'observer', 'broker');
  const sides = supervises ? [] : (['given', 'held'] as const);
  const facet = <Value extends string>(key: string, values: readonly Value[], words: string) => ({
    key,
    label: t(`contracts.facet.${key}` as 'contracts.facet.due'),
    options: values.map((value) => ({ value, label: wordFor(words, value) })),
  });
  return (
    <CataloguePage
      title={t('contracts.title')}
      lead={t(supervises ? 'contracts.lead_all' : 'contracts.lead')}
      row={listContracts}
      facets={[
        ...(sides.length > 0 ? [facet('side', sides, 'contracts.side')] : []),
        facet('status', contractStates, 'status.grant'),
        facet('due', ['waiting', 'soon'], 'contracts.due'),
        facet('purposeKind', purposeKinds, 'access.purposes'),
      ]}
      sorts={contractSorts.map((value) => ({ value, label: t(`contracts.sort.${value}`) }))}
      empty={{
        text: t('contracts.empty'),
        action: (
          <Link className="sl-button" to={path.datasets()}>
            {t('access.find_data')}
          </Link>
        ),
      }}
      keyOf={({ id }) => id}
      item={(line) => <Line line={line} />}
    />
  );
}

function Line({ line }: { line: ContractLine }) {
  const { t } = useWords();
  const { ago, count, day } = useFormats();
  const uses =
    line.uses === null
      ? count(line.used)
      : t('contracts.used_of', { used: count(line.used), of: count(line.uses) });
  return (
    <ResultRow
      to={path.grant(line.id)}
      title={<TextView text={line.dataset.title} />}
      tags={<StatusTag thing="grant" status={line.status} />}
      text={
        <>
          {wordFor('access.purposes', line.purposeKind)}
          {' · '}
          {t('contracts.until', { day: day(line.until) })}
          {line.left === null
            ? null
            : ` · ${t('grants.left', { count: line.left, shown: count(line.left) })}`}
          {line.renewalUntil === null
            ? null
            : ` · ${t('contracts.renewal', { day: day(line.renewalUntil) })}`}
        </>
      }
      meta={
        <>
          <OrganisationName of={line.owner} />
          <span aria-hidden>→</span>
          <OrganisationName of={line.grantee} />
          {line.lastUsedAt ? (
            <span>
              {t('contracts.logged', {
                count: line.logged,
                shown: count(line.logged),
                ago: ago(line.lastUsedAt),
              })}
            </span>
          ) : null}
        </>
      }
      figures={[[t('contracts.used'), uses]]}
    />
  );
}
