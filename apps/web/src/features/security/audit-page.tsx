import { type AuditLine, auditedThings, auditPeriods, listAudit } from '@scenario-lab/contracts/audit';
import { Link } from 'react-router';
import { pageOf } from '../../app/paths.js';
import { CataloguePage } from '../../components/catalogue-page.js';
import { remarkWords } from '../../components/remark-words.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

/** Versions are shown on the page of what they are versions of. */
const homeOf: Record<string, string> = { algorithm_version: 'algorithm', dataset_version: 'dataset' };

/** Who did what when on which thing: the whole history, narrowed and taken away as a file. */
export function AuditPage() {
  const { t } = useWords();
  return (
    <CataloguePage
      title={t('audit.title')}
      lead={t('audit.lead')}
      row={listAudit}
      facets={[
        {
          key: 'period',
          label: t('audit.period'),
          options: Object.keys(auditPeriods).map((value) => ({
            value,
            label: wordFor('audit.periods', value),
          })),
        },
        {
          key: 'by',
          label: t('audit.by'),
          options: (['people', 'lab'] as const).map((value) => ({ value, label: t(`audit.doer.${value}`) })),
        },
        {
          key: 'thing',
          label: t('audit.thing'),
          options: auditedThings.map((value) => ({ value, label: wordFor('audit.things', value) })),
        },
      ]}
      empty={{ text: t('audit.empty') }}
      keyOf={(line) => line.id}
      item={(line) => <Line line={line} />}
    />
  );
}

function Line({ line }: { line: AuditLine }) {
  const { t } = useWords();
  const { instant, text } = useFormats();
  const to = line.pageId === null ? null : pageOf(homeOf[line.thing] ?? line.thing, line.pageId);
  const kind = wordFor('audit.things', line.thing);
  const name = line.title ? text(line.title) : kind;
  return (
    <article className="result">
      <div className="result-title">
        <strong>{wordFor('event', line.event)}</strong>
        {to ? <Link to={to}>{name}</Link> : <span>{name}</span>}
      </div>
      <div className="result-meta">
        <span>{instant(line.at)}</span>
        <span>
          {line.person
            ? [line.person.name, text(line.organisation?.name)].filter(Boolean).join(' · ')
            : t('audit.doer.lab')}
        </span>
        {name === kind ? null : <span>{kind}</span>}
        <code>{line.event}</code>
      </div>
      {line.remark ? (
        <p className="sl-small">{remarkWords(line.event, line.remark, t('common.comma'))}</p>
      ) : null}
    </article>
  );
}
