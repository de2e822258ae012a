import type { Criterion } from '@scenario-lab/contracts/metrics';
import { type About, isCounted, plainFigure } from '@scenario-lab/contracts/words/criterion-words';
import { BilingualField } from '../../components/bilingual-field.js';
import { Button } from '../../components/button.js';
import { NumberInput } from '../../components/choice-input.js';
import { FigureInput, rounded } from '../../components/figure-input.js';
import { Form, type FormInstance } from '../../components/form.js';
import { metricTerm, saidPlainly } from '../../i18n/metric-words.js';
import { shownUnit } from '../../i18n/shown-unit.js';
import { useWords } from '../../i18n/use-words.js';
import { type PlanValues, planOf } from './plan-values.js';

interface KpiFieldsProps {
  form: FormInstance<PlanValues>;
  criteria: readonly Criterion[];
  about: About;
  onChange: () => void;
}

/** The need's criteria as indicators of the field; one may be left out and taken in again. */
export function KpiFields({ form, criteria, about, onChange }: KpiFieldsProps) {
  const { t, language } = useWords();
  return (
    <Form.List name="kpis">
      {(fields, { add, remove }) => {
        const kpis = (form.getFieldValue('kpis') ?? []) as PlanValues['kpis'];
        const left = criteria.filter(({ id }) => !kpis.some((kpi) => kpi?.criterion?.id === id));
        return (
          <div className="form-lines">
            {fields.map(({ key, name }) => {
              const criterion = kpis[name]?.criterion;
              return (
                <fieldset key={key} className="plan-kpi">
                  <div className="sl-row sl-spread">
                    {criterion ? (
                      <span>
                        <strong>{saidPlainly(criterion, about, language)}</strong>{' '}
                        <span className="sl-muted sl-small">{metricTerm(criterion, language)}</span>
                      </span>
                    ) : null}
                    <Button
                      small
                      disabled={fields.length === 1}
                      onClick={() => {
                        remove(name);
                        onChange();
                      }}
                    >
                      {t('pilots.plan.leave_out')}
                    </Button>
                  </div>
                  <BilingualField name={[name, 'name']} label={t('pilots.plan.kpi_name')} required />
                  <div className="form-line">
                    <Sides at={name} kpi={kpis[name]} />
                    <Form.Item name={[name, 'observations']} label={t('pilots.plan.observations')} required>
                      <NumberInput min={1} />
                    </Form.Item>
                  </div>
                  <Possible at={name} kpi={kpis[name]} />
                  <Said kpi={kpis[name]} about={about} />
                </fieldset>
              );
            })}
            {left.map((criterion) => (
              <div key={criterion.id}>
                <Button
                  onClick={() => {
                    add(planOf([criterion], about).kpis[0]);
                    onChange();
                  }}
                >
                  {t('pilots.plan.take_in', { criterion: saidPlainly(criterion, about, language) })}
                </Button>
              </div>
            ))}
          </div>
        );
      }}
    </Form.List>
  );
}

type KpiValues = PlanValues['kpis'][number] | undefined;

const percentOf = {
  kept: (shown: number) => rounded(shown / 100),
  shown: (kept: number) => rounded(100 * kept),
};

const unitOf = (kpi: KpiValues, ofHundred: string) =>
  isCounted(kpi?.criterion?.metric ?? '') ? ofHundred : shownUnit(kpi?.unit);

/** Values beyond are kept apart; either end may stay open. */
function Possible({ at, kpi }: { at: number; kpi: KpiValues }) {
  const { t } = useWords();
  const unit = unitOf(kpi, t('pilots.plan.of_hundred'));
  const label = (name: string) => (unit ? t('pilots.plan.in_unit', { name, unit }) : name);
  const input = isCounted(kpi?.criterion?.metric ?? '') ? (
    <FigureInput {...percentOf} percent="figure" />
  ) : (
    <FigureInput percent="none" />
  );
  return (
    <div>
      <div className="form-line">
        <Form.Item name={[at, 'plausible', 'least']} label={label(t('quarantine.plausible_least'))}>
          {input}
        </Form.Item>
        <Form.Item name={[at, 'plausible', 'most']} label={label(t('quarantine.plausible_most'))}>
          {input}
        </Form.Item>
      </div>
      <p className="sl-muted sl-small">{t('quarantine.plausible_help')}</p>
    </div>
  );
}

/** What it was before and what it must reach, counted as the need counts: of 100, or in the unit of the thing. */
function Sides({ at, kpi }: { at: number; kpi: KpiValues }) {
  const { t } = useWords();
  const ofHundred = isCounted(kpi?.criterion?.metric ?? '');
  const unit = unitOf(kpi, t('pilots.plan.of_hundred'));
  const label = (name: string) => (unit ? t('pilots.plan.in_unit', { name, unit }) : name);
  const input = ofHundred ? <FigureInput {...percentOf} percent="figure" /> : <FigureInput percent="none" />;
  return (
    <>
      <Form.Item name={[at, 'baseline']} label={label(t('pilots.plan.baseline'))}>
        {input}
      </Form.Item>
      <Form.Item name={[at, 'target']} label={label(t('pilots.target'))} required>
        {input}
      </Form.Item>
    </>
  );
}

/** Both read back in the need's words. */
function Said({ kpi, about }: { kpi: KpiValues; about: About }) {
  const { t, language } = useWords();
  if (!kpi) return null;
  const say = (name: string, value: number | null) => {
    const said = value === null ? null : plainFigure(kpi.criterion.metric, value, about, language);
    return said ? [`${name}${t('common.colon')}${said}`] : [];
  };
  const lines = [...say(t('pilots.target'), kpi.target), ...say(t('pilots.baseline'), kpi.baseline)];
  return lines.length > 0 ? <p className="sl-small">{lines.join(language === 'zh' ? '；' : '; ')}</p> : null;
}
