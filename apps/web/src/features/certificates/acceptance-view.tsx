import type { AcceptancePredicate } from '@scenario-lab/contracts/pilot-acceptance';
import { rubricParts } from '@scenario-lab/contracts/pilot-surveys';
import { acceptanceConclusion } from '@scenario-lab/contracts/words/acceptance-conclusion';
import { Facts, Panel } from '../../components/object-page.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { shownUnit } from '../../i18n/shown-unit.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

/** A signed statement on a pilot, in words: who accepts what, on which figures, after asking whom. */
export function AcceptanceView({ acceptance }: { acceptance: AcceptancePredicate }) {
  const { t, language } = useWords();
  const { text, day, instant, figure, percent, count } = useFormats();
  const { pilot, rubric, surveys, indicators, conditions, signedBy } = acceptance;
  return (
    <Panel title={t('acceptance.verify.title')}>
      <div className="sl-stack">
        <p>
          <strong>{acceptanceConclusion(acceptance, language)}</strong>
        </p>
        <Facts
          facts={[
            [
              t('acceptance.verify.pilot'),
              <span key="pilot">
                <TextView text={pilot.scenario} /> · <TextView text={pilot.solution} />
              </span>,
            ],
            [t('pilots.department'), <TextView key="department" text={acceptance.department.name} />],
            [t('pilots.vendor'), <TextView key="vendor" text={acceptance.vendor.name} />],
            [t('pilots.period'), t('pilots.from_until', { from: day(pilot.from), until: day(pilot.until) })],
            [t('acceptance.verify.sites'), pilot.sites.join(language === 'zh' ? '；' : '; ')],
            [
              t(`acceptance.phase.${acceptance.phase}`),
              `${t(`acceptance.decision.${acceptance.decision}`)}${t('common.colon')}${acceptance.statement}`,
            ],
            [t('acceptance.verify.signed'), `${signedBy.name} · ${instant(signedBy.at)}`],
          ]}
        />
        <h3>{t('acceptance.verify.indicators')}</h3>
        <ul>
          {indicators.map((one) => {
            const unit = shownUnit(one.unit);
            const shown = (value: number) => `${figure(value)}${unit ? ` ${unit}` : ''}`;
            return (
              <li key={one.criterion}>
                {t('acceptance.verify.indicator', {
                  name: text(one.name),
                  field: one.field ? shown(one.field.value) : '–',
                  target: shown(one.target),
                  counted: count(one.observations),
                  needed: count(one.needed),
                })}
              </li>
            );
          })}
        </ul>
        <Compared comparison={acceptance.comparison} />
        {rubric ? (
          <Facts
            facts={rubricParts.map((part) => [
              t(`field.${part}`),
              `${rubric[part].score ?? t('acceptance.form.cannot_tell')}${t('common.colon')}${rubric[part].words}`,
            ])}
          />
        ) : null}
        <h3>{t('acceptance.verify.surveys')}</h3>
        {surveys.length === 0 ? <p>{t('acceptance.verify.none')}</p> : null}
        <ul>
          {surveys.map(({ audience, sampling, figures }) => (
            <li key={`${audience}.${sampling}`}>
              {t(`acceptance.surveys.audience.${audience}`)}
              {t('common.colon')}
              {sampling}
              <ul>
                {(figures ?? []).map(({ question, favourable }) => (
                  <li key={question}>
                    {wordFor(`acceptance.question.${audience}`, question)}{' '}
                    {favourable
                      ? t('acceptance.surveys.favourable', {
                          share: percent(favourable.share),
                          lower: percent(favourable.lower),
                          upper: percent(favourable.upper),
                        })
                      : t('acceptance.surveys.too_few_opinions')}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
        {conditions.length > 0 ? (
          <>
            <h3>{t('acceptance.conditions')}</h3>
            <ul>
              {conditions.map(({ words, owner, due }) => (
                <li key={words}>
                  {words} · {t(`acceptance.owner.${owner}`)} · {day(due)}
                </li>
              ))}
            </ul>
          </>
        ) : null}
        <Paid payments={acceptance.payments} />
      </div>
    </Panel>
  );
}

/** Nothing where it was signed before statements carried it. */
function Compared({ comparison }: Pick<AcceptancePredicate, 'comparison'>) {
  const { t, language } = useWords();
  const { text, day, instant, figure } = useFormats();
  if (comparison === undefined) return null;
  const said = (one: NonNullable<typeof comparison>['figures'][number]) => {
    if (!one.figure) return t('acceptance.verify.too_little');
    const { value, interval } = one.figure;
    const unit = shownUnit(one.unit);
    const span = interval ? ` [${figure(interval.lower)}, ${figure(interval.upper)}]` : '';
    return `${figure(value)}${unit ? ` ${unit}` : ''}${span}`;
  };
  return (
    <>
      <h3>{t('acceptance.verify.comparison')}</h3>
      {comparison === null ? (
        <p>{t('acceptance.verify.no_comparison')}</p>
      ) : (
        <>
          <Facts
            facts={[
              [t('design.kind'), t(`design.kinds.${comparison.design}`)],
              [t('design.from'), day(comparison.from)],
              comparison.controls.length > 0
                ? [t('design.controls'), comparison.controls.join(language === 'zh' ? '；' : '; ')]
                : null,
              comparison.assumption ? [t('design.assumption'), comparison.assumption] : null,
            ]}
          />
          {comparison.changedAt ? (
            <p>{t('acceptance.verify.changed', { when: instant(comparison.changedAt) })}</p>
          ) : null}
          <ul>
            {comparison.figures.map((one) => (
              <li key={one.criterion}>
                {t('acceptance.verify.compared', { name: text(one.name), figure: said(one) })}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Paid({ payments }: Pick<AcceptancePredicate, 'payments'>) {
  const { t } = useWords();
  const { day, money } = useFormats();
  if (!payments || payments.length === 0) return null;
  return (
    <>
      <h3>{t('acceptance.verify.payments')}</h3>
      <ul>
        {payments.map(({ title, amount, paidOn, reference }) => (
          <li key={`${title}.${amount}.${reference}`}>
            {paidOn
              ? t('acceptance.verify.paid', { title, amount: money(amount), day: day(paidOn) })
              : t('acceptance.verify.unpaid', { title, amount: money(amount) })}
          </li>
        ))}
      </ul>
    </>
  );
}
