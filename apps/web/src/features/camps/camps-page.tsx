import './camps.css';
import { campStatuses, listCamps, listSkills } from '@scenario-lab/contracts/camps';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { CataloguePage } from '../../components/catalogue-page.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { fieldChoices } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

export function CampsPage() {
  const { t } = useWords();
  const { day, count } = useFormats();
  const here = useMe();
  return (
    <div className="sl-stack">
      <CataloguePage
        title={t('camps.title')}
        lead={t('camps.lead')}
        row={listCamps}
        facets={[
          ...(here.me
            ? [
                {
                  key: 'mine',
                  label: t('common.scope'),
                  options: [{ value: 'true', label: t('camps.mine') }],
                },
              ]
            : []),
          {
            key: 'status',
            label: t('common.status'),
            options: campStatuses
              .filter((status) => status !== 'draft' || here.is('operator', 'broker'))
              .map((value) => ({ value, label: wordFor('status.camp', value) })),
          },
          { key: 'field', label: t('common.field'), options: fieldChoices() },
        ]}
        action={
          here.may('camp.create') ? (
            <Link className="sl-button" to={path.newCamp()}>
              {t('camps.new')}
            </Link>
          ) : undefined
        }
        empty={{ text: t('camps.empty') }}
        keyOf={(camp) => camp.id}
        item={(camp) => (
          <ResultRow
            to={path.camp(camp.id)}
            title={<TextView text={camp.title} />}
            tags={
              <>
                {camp.field ? <span className="sl-chip">{t(`taxonomy.field.${camp.field}`)}</span> : null}
                <StatusTag thing="camp" status={camp.status} />
              </>
            }
            meta={
              <>
                <span>{t('camps.from_to', { from: day(camp.from), until: day(camp.until) })}</span>
                <span>{t('camps.taken', { taken: count(camp.taken), seats: count(camp.seats) })}</span>
                {camp.waiting > 0 ? <span>{t('camps.waiting', { n: count(camp.waiting) })}</span> : null}
                {camp.certified > 0 ? (
                  <span>{t('camps.certified', { n: count(camp.certified) })}</span>
                ) : null}
              </>
            }
          />
        )}
      />
      <Skills />
    </div>
  );
}

/** What published needs ask people to be able to do, the gaps first. */
function Skills() {
  const { t } = useWords();
  const { count } = useFormats();
  const { data, error } = useRow(listSkills, {});
  return (
    <Panel title={t('camps.skills')}>
      <div className="sl-stack sl-tight">
        <p className="sl-muted">{t('camps.skills_say')}</p>
        <ProblemAlert error={error} />
        {data && data.length > 0 ? (
          <div className="sl-scroll" ref={reachable}>
            <table className="sl-table camps-skills">
              <thead>
                <tr>
                  <th scope="col">{t('common.field')}</th>
                  <th scope="col">{t('camps.skill')}</th>
                  {(['needs', 'gaps', 'vendors', 'camps'] as const).map((key) => (
                    <th key={key} scope="col" className="sl-number">
                      {t(`camps.skill_${key}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.map((row) => (
                  <tr key={`${row.field} ${row.task}`}>
                    <th scope="row">{t(`taxonomy.field.${row.field}`)}</th>
                    <td>{row.task ? t(`taxonomy.task.${row.task}`) : t('camps.no_task')}</td>
                    <td className="sl-number">{count(row.needs)}</td>
                    <td className="sl-number">{count(row.gaps)}</td>
                    <td className="sl-number">{count(row.vendors)}</td>
                    <td className="sl-number">
                      {row.camps === 0 ? (
                        count(0)
                      ) : (
                        <Link to={path.camps({ field: row.field })}>{count(row.camps)}</Link>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ) : null}
        {data?.length === 0 ? <p className="sl-muted">{t('camps.no_skills')}</p> : null}
      </div>
    </Panel>
  );
}
