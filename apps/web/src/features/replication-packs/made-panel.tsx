import type { ForeignPack } from '@scenario-lab/contracts/foreign-packs';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { Facts, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { StatusTag } from '../../components/status-tag.js';
import { useWords } from '../../i18n/use-words.js';

/** What stands here because of it, and how far each came. */
export function MadePanel({ pack }: { pack: ForeignPack }) {
  const { t } = useWords();
  const { made } = pack;
  return (
    <Panel title={t('foreign_packs.made')}>
      <div className="sl-stack sl-tight">
        <Facts
          facts={[
            [
              t('foreign_packs.adopter'),
              pack.adopter ? <OrganisationName key="adopter" of={pack.adopter} /> : null,
            ],
            [
              t('foreign_packs.made_need'),
              made.scenario ? (
                <Link key="need" to={path.scenario(made.scenario)}>
                  {t('foreign_packs.made_need')}
                </Link>
              ) : null,
            ],
            [
              t(made.algorithm?.known ? 'foreign_packs.made_program_known' : 'foreign_packs.made_program'),
              made.algorithm ? (
                <span key="program" className="sl-row">
                  <Link to={path.algorithm(made.algorithm.id)}>{t('foreign_packs.made_program')}</Link>
                  <StatusTag thing="algorithm_version" status={made.algorithm.status} />
                </span>
              ) : made.vendor ? (
                <OrganisationName key="vendor" of={made.vendor} />
              ) : null,
            ],
            [
              t('foreign_packs.made_exam'),
              made.benchmark ? (
                <span key="exam" className="sl-row">
                  <Link to={path.benchmark(made.benchmark.id)}>{t('foreign_packs.made_exam')}</Link>
                  <StatusTag thing="benchmark_version" status={made.benchmark.status} />
                </span>
              ) : (
                t('foreign_packs.made_none')
              ),
            ],
          ]}
        />
        {made.program ? null : <p className="sl-muted">{t('foreign_packs.no_program')}</p>}
        {made.replications.map(({ id, status }) => (
          <p key={id} className="sl-row">
            <Link to={path.replication(id)}>{t('cases.replications')}</Link>
            <StatusTag thing="replication" status={status} />
          </p>
        ))}
      </div>
    </Panel>
  );
}
