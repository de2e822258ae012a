import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { reachable } from '../../components/reachable.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { shownUnit } from '../../i18n/shown-unit.js';
import { useWords } from '../../i18n/use-words.js';

/** What each column is, in words. */
export function ColumnDictionary({ columns }: { columns: readonly ColumnEntry[] }) {
  const { t } = useWords();
  const ruled = columns.some(({ rules }) => rules);
  return (
    <div className="sl-scroll" ref={reachable}>
      <table className="sl-table">
        <thead>
          <tr>
            <th scope="col">{t('datasets.column')}</th>
            <th scope="col">{t('field.meaning')}</th>
            <th scope="col">{t('datasets.type')}</th>
            <th scope="col">{t('datasets.unit')}</th>
            <th scope="col">{t('datasets.role')}</th>
            <th scope="col">{t('datasets.known_at')}</th>
            <th scope="col">{t('datasets.sensitivity')}</th>
            {ruled ? <th scope="col">{t('datasets.rules')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <tr key={column.name}>
              <td>
                <code>{column.name}</code>
              </td>
              <td style={{ minWidth: 160 }}>
                <TextView text={column.title} />
                {column.openReason ? (
                  <div className="sl-small">{t('datasets.open_because', { reason: column.openReason })}</div>
                ) : null}
                {column.meaning ? (
                  <div className="sl-muted sl-small">
                    <TextView text={column.meaning} />
                  </div>
                ) : null}
                <ValuesSaid values={column.values} />
              </td>
              <td>{t(`taxonomy.column_type.${column.type}`)}</td>
              <td>{shownUnit(column.unit)}</td>
              <td>{t(`taxonomy.column_role.${column.role}`)}</td>
              <td>{t(`taxonomy.known_at.${column.knownAt}`)}</td>
              <td>{t(`taxonomy.sensitivity.${column.sensitivity}`)}</td>
              {ruled ? (
                <td>
                  <RulesSaid rules={column.rules} />
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What its values are called. */
function ValuesSaid({ values }: { values: ColumnEntry['values'] }) {
  const { t, language } = useWords();
  const { text } = useFormats();
  if (!values || values.length === 0) return null;
  const said = values.map(({ value, says }) => `${value} ${text(says)}`);
  return (
    <div className="sl-muted sl-small">
      {t('datasets.values_said', { values: said.join(language === 'zh' ? '、' : ', ') })}
    </div>
  );
}

const mostValues = 5;

function RulesSaid({ rules }: { rules: ColumnEntry['rules'] }) {
  const { t, language } = useWords();
  if (!rules) return null;
  const { required, unique, least, most, pattern, oneOf, inData } = rules;
  const values = oneOf?.slice(0, mostValues).join(language === 'zh' ? '、' : ', ');
  const said = [
    ...(required ? [t('datasets.rule.required')] : []),
    ...(unique ? [t('datasets.rule.unique')] : []),
    ...(least === undefined ? [] : [t('datasets.rule.from', { least })]),
    ...(most === undefined ? [] : [t('datasets.rule.to', { most })]),
    ...(oneOf && values
      ? [
          oneOf.length > mostValues
            ? t('datasets.rule.one_of_more', { values, count: oneOf.length })
            : t('datasets.rule.one_of_says', { values }),
        ]
      : []),
  ];
  return (
    <>
      {said.join(language === 'zh' ? '；' : '; ')}
      {inData ? (
        <>
          {said.length > 0 ? <br /> : null}
          <Link to={path.dataset(inData.datasetId)}>
            {t('datasets.rule.in_data_says', { column: inData.column })}
          </Link>
        </>
      ) : null}
      {pattern ? (
        <>
          {said.length > 0 ? <br /> : null}
          <code>{pattern}</code>
        </>
      ) : null}
    </>
  );
}
