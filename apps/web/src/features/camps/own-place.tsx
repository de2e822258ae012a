import { type Camp, traineeDeeds } from '@scenario-lab/contracts/camps';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Facts, Panel } from '../../components/object-page.js';
import { StatusTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** One's own place: what is done, what is left, and the certificate. */
export function OwnPlace({ camp, mine }: { camp: Camp; mine: NonNullable<Camp['mine']> }) {
  const { t } = useWords();
  const { count } = useFormats();
  const solved = mine.progress.tasks.filter((task) => task.solved).length;
  return (
    <Panel title={t('camps.my_place')} extra={<StatusTag thing="trainee" status={mine.status} />}>
      <div className="sl-stack sl-tight">
        <Facts
          facts={[
            [t('camps.number'), count(mine.number)],
            [t('camps.name'), mine.name],
            mine.ahead === null ? null : [t('camps.ahead'), count(mine.ahead)],
            [
              t('camps.came'),
              t('camps.done_of', {
                done: count(mine.progress.attended.length),
                of: count(camp.rule.sessions),
              }),
            ],
            camp.tasks.length > 0
              ? [t('camps.solved'), t('camps.done_of', { done: count(solved), of: count(camp.rule.tasks) })]
              : null,
          ]}
        />
        {mine.status === 'seated' ? (
          <p className="sl-muted sl-small">
            {t(mine.progress.complete ? 'camps.complete' : 'camps.not_complete')}
          </p>
        ) : null}
        {mine.certificate ? (
          <p className="camps-links">
            <Link to={path.training(mine.certificate)}>
              {t('camps.see_certificate', { number: mine.certificate })}
            </Link>
          </p>
        ) : null}
        <DeedButtons
          allowed={mine.allowed}
          deeds={[{ row: traineeDeeds.withdraw, params: { id: mine.id }, tone: 'default', field: 'remark' }]}
        />
      </div>
    </Panel>
  );
}
