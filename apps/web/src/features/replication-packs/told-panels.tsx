import type { ForeignPack } from '@scenario-lab/contracts/foreign-packs';
import { CriterionView } from '../../components/criteria-view.js';
import { Facts, Panel } from '../../components/object-page.js';
import { ProseView } from '../../components/prose-view.js';
import { reachable } from '../../components/reachable.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { metricName } from '../../i18n/metric-words.js';
import { useWords } from '../../i18n/use-words.js';

export function NeedPanel({ pack: { content } }: { pack: ForeignPack }) {
  const { t } = useWords();
  const { need } = content;
  return (
    <Panel title={t('foreign_packs.need')}>
      <div className="sl-stack sl-tight">
        <h3>
          <TextView text={need.title} />
        </h3>
        {need.problem ? <ProseView text={need.problem} /> : null}
        <ul>
          {need.criteria.map((criterion) => (
            <li key={criterion.id}>
              <CriterionView
                criterion={criterion}
                about={need.task ? { task: need.task, subject: need.subject } : undefined}
              />
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}

export function PlanPanel({ pack: { content } }: { pack: ForeignPack }) {
  const { t, language } = useWords();
  const { exam } = content;
  if (!exam) return null;
  return (
    <Panel title={t('foreign_packs.exam')}>
      <div className="sl-stack sl-tight">
        <p>
          {t('foreign_packs.exam_metrics')}
          {t('common.colon')}
          {exam.plan.metrics.map((metric) => metricName(metric, language)).join(t('common.comma'))}
        </p>
        <div className="sl-scroll" ref={reachable}>
          <table className="sl-table">
            <caption className="sl-visually-hidden">{t('foreign_packs.exam_columns')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('foreign_packs.column')}</th>
                <th scope="col">{t('foreign_packs.type')}</th>
                <th scope="col">{t('foreign_packs.unit')}</th>
                <th scope="col">{t('foreign_packs.meaning')}</th>
              </tr>
            </thead>
            <tbody>
              {exam.columns.map((column) => (
                <tr key={column.name}>
                  <td>
                    <code>{column.name}</code>
                  </td>
                  <td>{t(`taxonomy.column_type.${column.type}`)}</td>
                  <td>{column.unit ?? ''}</td>
                  <td>{column.title ? <TextView text={column.title} /> : null}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </Panel>
  );
}

export function TermsPanel({ pack: { content } }: { pack: ForeignPack }) {
  const { t } = useWords();
  const { money, text, day } = useFormats();
  const { terms } = content;
  const known = [terms.budget, terms.priceFrom, terms.pilotConditions].some((one) => one !== null);
  if (!known && terms.milestones.length === 0) return null;
  return (
    <Panel title={t('foreign_packs.terms')}>
      <Facts
        facts={[
          [t('foreign_packs.budget'), terms.budget === null ? null : money(terms.budget)],
          [t('foreign_packs.price'), terms.priceFrom === null ? null : money(terms.priceFrom)],
          [
            t('foreign_packs.pilot_conditions'),
            terms.pilotConditions ? <ProseView key="conditions" text={terms.pilotConditions} /> : null,
          ],
          [
            t('foreign_packs.milestones'),
            terms.milestones.length > 0
              ? terms.milestones
                  .map(({ title, due }) => `${text(title)} (${day(due)})`)
                  .join(t('common.comma'))
              : null,
          ],
        ]}
      />
    </Panel>
  );
}
