import type { ShownOrganisation } from '@scenario-lab/contracts/shown-organisations';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { Facts, Panel } from '../../components/object-page.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

/** The record in counts: what went well beside what did not, and what a count does not hold. */
export function RecordPanel({ organisation }: { organisation: ShownOrganisation }) {
  const { t } = useWords();
  const { count } = useFormats();
  const { record, scenarios, datasets, benchmarks } = organisation;
  const numbers = (group: string, tally: Record<string, number>) => {
    const said = Object.entries(tally).filter(([, number]) => number > 0);
    return said.length > 0
      ? said.map(([key, number]) => `${wordFor(group, key)} ${count(number)}`).join(' · ')
      : t('common.none');
  };
  const supplies = organisation.roles.includes('supply') || organisation.certificates.total > 0;
  const demands = organisation.roles.some((role) => role !== 'supply') || scenarios.total > 0;
  return (
    <Panel title={t('organisations.shown.record')}>
      <Facts
        facts={[
          supplies
            ? [t('organisations.shown.certificates'), numbers('status.certificate', record.certificates)]
            : null,
          supplies ? [t('organisations.shown.results'), numbers('status.verdict', record.results)] : null,
          demands ? [t('organisations.shown.scenarios'), count(scenarios.total)] : null,
          demands ? [t('organisations.shown.datasets'), count(datasets.total)] : null,
          demands ? [t('organisations.shown.benchmarks'), count(benchmarks.total)] : null,
          [t('organisations.shown.cases'), numbers('status.case', record.cases)],
          record.replications > 0
            ? [t('organisations.shown.replications'), count(record.replications)]
            : null,
        ]}
      />
      <p style={{ marginTop: 12 }}>
        <Link to={path.organisationRecord(organisation.id)}>{t('records.see')}</Link>
      </p>
      <p className="sl-muted sl-small" style={{ marginTop: 12 }}>
        {t('organisations.shown.record_says')}
      </p>
    </Panel>
  );
}
