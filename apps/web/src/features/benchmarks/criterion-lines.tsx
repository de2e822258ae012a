import type { DatasetVersion } from '@scenario-lab/contracts/datasets';
import { Criterion, criterionNames, criterionUnit, isResource } from '@scenario-lab/contracts/metrics';
import { BilingualField } from '../../components/bilingual-field.js';
import { Button } from '../../components/button.js';
import { type Choice, NumberInput, SelectInput } from '../../components/choice-input.js';
import { CriterionReading } from '../../components/criterion-reading.js';
import { FigureInput } from '../../components/figure-input.js';
import { Form } from '../../components/form.js';
import { rowsAtHand } from '../../components/rows-at-hand.js';
import { TextInput } from '../../components/text-input.js';
import { useWords } from '../../i18n/use-words.js';
import { criterionOfLine, freeId, type PlanValues } from './plan-values.js';

interface CriterionLinesProps {
  metrics: readonly Choice[];
  columns: readonly Choice[];
  /** The data the exam is made of, once they are chosen. */
  version: DatasetVersion | null;
}

/** Criteria of a draft, line by line. */
export function CriterionLines({ metrics, columns, version }: CriterionLinesProps) {
  const { t } = useWords();
  const form = Form.useFormInstance();
  return (
    <Form.List name="criteria">
      {(lines, { add, remove }) => (
        <div className="form-lines">
          {lines.map(({ key, name }) => (
            <div key={key} className="form-line">
              <LineFields at={name} metrics={metrics} columns={columns} />
              <Cost at={name} version={version} />
              <div style={{ alignSelf: 'end' }}>
                <Button onClick={() => remove(name)}>{t('common.remove')}</Button>
              </div>
            </div>
          ))}
          <div>
            <Button
              onClick={() =>
                add({
                  id: freeId(form.getFieldValue('criteria') ?? []),
                  direction: 'at_least',
                  must: 'must',
                })
              }
            >
              {t('benchmarks.form.add_criterion')}
            </Button>
          </div>
        </div>
      )}
    </Form.List>
  );
}

/** A resource is of the whole run and has a unit of its own: only its limit is asked for. */
function LineFields({ at, metrics, columns }: Omit<CriterionLinesProps, 'version'> & { at: number }) {
  const { t, language } = useWords();
  const metric: string | null = Form.useWatch(['criteria', at, 'metric']) ?? null;
  const resource = metric !== null && isResource(metric);
  const directions = [
    { value: 'at_most', label: t('scenarios.wizard.at_most') },
    { value: 'at_least', label: t('scenarios.wizard.at_least') },
  ];
  const kinds = [
    { value: 'must', label: t('common.must') },
    { value: 'nice', label: t('common.nice') },
  ];
  const measured = criterionNames.find(({ id }) => id === metric)?.unit;
  const percent = measured === 'ratio' ? 'share' : measured === 'percent' ? 'figure' : 'none';
  const limit =
    resource && t('scenarios.wizard.threshold_in', { unit: criterionUnit(metric, undefined, language) });
  return (
    <>
      <Form.Item name={[at, 'metric']} label={t('field.metric')} required>
        <SelectInput options={metrics} />
      </Form.Item>
      {resource ? null : (
        <Form.Item name={[at, 'direction']} label={t('scenarios.wizard.direction')} required>
          <SelectInput options={directions} />
        </Form.Item>
      )}
      <Form.Item name={[at, 'threshold']} label={limit || t('scenarios.wizard.threshold')} required>
        <FigureInput percent={percent} />
      </Form.Item>
      {resource ? null : (
        <>
          <Form.Item name={[at, 'margin']} label={t('benchmarks.form.margin')}>
            <FigureInput percent={percent} />
          </Form.Item>
          <Form.Item name={[at, 'unit']} label={t('scenarios.wizard.unit')}>
            <TextInput maxLength={40} />
          </Form.Item>
          <Form.Item name={[at, 'sliceColumn']} label={t('scenarios.wizard.slice_column')}>
            <SelectInput options={columns} none={t('common.none')} />
          </Form.Item>
          <Form.Item name={[at, 'sliceValue']} label={t('scenarios.wizard.slice_value')}>
            <TextInput maxLength={200} />
          </Form.Item>
          <BilingualField name={[at, 'sliceSays']} label={t('scenarios.wizard.slice_says')} maxLength={80} />
        </>
      )}
      <Form.Item name={[at, 'must']} label={t('scenarios.wizard.importance')}>
        <SelectInput options={kinds} />
      </Form.Item>
      <Form.Item name={[at, 'weight']} label={t('scenarios.wizard.weight')}>
        <NumberInput min={0} max={100} />
      </Form.Item>
    </>
  );
}

/** What the line says and costs: the chance to pass with the rows at hand, at the margin named, before it is sealed. */
function Cost({ at, version }: { at: number; version: DatasetVersion | null }) {
  const form = Form.useFormInstance<PlanValues>();
  const plan: Partial<PlanValues> =
    Form.useWatch((values: PlanValues) => values, { form, preserve: true }) ?? {};
  const line = plan.criteria?.[at];
  const criterion = line && Criterion.safeParse(criterionOfLine(line)).data;
  if (!criterion) return null;
  const { target, positive, task = null, unit, looks } = plan;
  return (
    <CriterionReading
      criterion={criterion}
      about={{ task, subject: null }}
      unit={unit?.kind ?? 'row'}
      looks={looks ?? undefined}
      have={version ? rowsAtHand(version, criterion, { target, positive }) : null}
    />
  );
}
