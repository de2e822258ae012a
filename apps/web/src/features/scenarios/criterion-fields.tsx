import { criterionNames, criterionUnit, isResource } from '@scenario-lab/contracts/metrics';
import type { About } from '@scenario-lab/contracts/words/criterion-words';
import { BilingualField } from '../../components/bilingual-field.js';
import { SelectInput } from '../../components/choice-input.js';
import { FigureInput, rounded } from '../../components/figure-input.js';
import { Form } from '../../components/form.js';
import type { ControlProps } from '../../components/form-places.js';
import { TextInput } from '../../components/text-input.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import type { Template } from './criterion-templates.js';
import type { CriterionValues } from './scenario-values.js';

interface PlainFieldsProps {
  at: number;
  about: About;
  template: Template;
  line: CriterionValues;
}

/** The figure asked for, and of a share the one hoped for: the distance between them decides how much data it takes. */
export function PlainFields({ at, about, template, line }: PlainFieldsProps) {
  const { t } = useWords();
  const { text } = useFormats();
  const { id, kept, shown, ofHundred, percent } = template;
  const unit = line.unit || about.subject?.unit;
  const label = t(`scenarios.wizard.template.${id}.ask`, {
    what: text(about.subject?.what) || t('scenarios.wizard.any_case'),
    unit: unit ? t('scenarios.wizard.in_unit', { unit }) : '',
  });
  const { threshold, margin } = line;
  const from = typeof threshold === 'number' && Number.isFinite(threshold) ? threshold : null;
  return (
    <div className="criterion-fields">
      <Form.Item name={[at, 'threshold']} label={label} required>
        {ofHundred ? (
          <CountInput label={label} kept={kept} shown={shown} />
        ) : (
          <FigureInput kept={kept} shown={shown} percent={percent} />
        )}
      </Form.Item>
      {ofHundred && from !== null ? (
        <Form.Item
          name={[at, 'margin']}
          label={t('scenarios.wizard.hoped')}
          extra={t(
            typeof margin === 'number' && margin <= 0
              ? 'scenarios.wizard.hoped_worse'
              : 'scenarios.wizard.hoped_help',
          )}
        >
          <FigureInput
            percent="figure"
            kept={(figure) => rounded(kept(figure) - from)}
            shown={(gap) => rounded(shown(from + gap))}
          />
        </Form.Item>
      ) : null}
    </div>
  );
}

interface CountInputProps extends ControlProps {
  value?: number | null;
  onChange?: (value: number | null) => void;
  label: string;
  kept: (shown: number) => number;
  shown: (kept: number) => number;
}

/** So many of 100, typed or moved. */
function CountInput({ label, kept, shown, ...field }: CountInputProps) {
  const { value, onChange } = field;
  const there = typeof value === 'number' && Number.isFinite(value);
  return (
    <div className="count-input">
      <FigureInput {...field} kept={kept} shown={shown} percent="figure" />
      <input
        type="range"
        min={0}
        max={100}
        step={1}
        aria-label={label}
        // Nothing is chosen until somebody chooses: in the middle it would read as fifty.
        value={there ? rounded(shown(value)) : 0}
        data-empty={there ? undefined : ''}
        onChange={({ target }) => onChange?.(kept(Number(target.value)))}
      />
    </div>
  );
}

/** The criterion by its metric's name, for those who know it. */
export function MetricFields(props: { at: number; task: string | null; line: CriterionValues }) {
  const { at, task, line } = props;
  const { t, language } = useWords();
  const form = Form.useFormInstance();
  const metrics = criterionNames
    .filter((metric) => task === null || metric.tasks.some((one) => one === task))
    .map((metric) => ({
      value: metric.id,
      label: metric[language],
      group: t(`scenarios.wizard.metrics_of.${isResource(metric.id) ? 'resources' : 'predictions'}`),
    }));
  const resource = !!line.metric && isResource(line.metric);
  const unit = criterionNames.find(({ id }) => id === line.metric)?.unit;
  const percent = unit === 'ratio' ? 'share' : unit === 'percent' ? 'figure' : 'none';
  // The direction that makes sense follows from the metric; it can still be turned round.
  const choose = (metric: string | null) => {
    const better = criterionNames.find(({ id }) => id === metric)?.better;
    if (better)
      form.setFieldValue(['criteria', at, 'direction'], better === 'higher' ? 'at_least' : 'at_most');
  };
  return (
    <div className="criterion-fields">
      <Form.Item name={[at, 'metric']} label={t('field.metric')} required>
        <MetricSelect options={metrics} onChosen={choose} />
      </Form.Item>
      <Form.Item name={[at, 'direction']} label={t('scenarios.wizard.direction')}>
        <SelectInput
          options={[
            { value: 'at_most', label: t('scenarios.wizard.at_most') },
            ...(resource ? [] : [{ value: 'at_least', label: t('scenarios.wizard.at_least') }]),
          ]}
        />
      </Form.Item>
      <Form.Item
        name={[at, 'threshold']}
        label={
          resource
            ? t('scenarios.wizard.threshold_in', { unit: criterionUnit(line.metric!, undefined, language) })
            : t('scenarios.wizard.threshold')
        }
        required
      >
        <FigureInput percent={percent} />
      </Form.Item>
      {resource ? null : (
        <Form.Item name={[at, 'unit']} label={t('scenarios.wizard.unit')}>
          <TextInput maxLength={40} />
        </Form.Item>
      )}
    </div>
  );
}

interface MetricSelectProps extends ControlProps {
  value?: string | null;
  onChange?: (metric: string | null) => void;
  onChosen: (metric: string | null) => void;
  options: { value: string; label: string }[];
}
function MetricSelect(props: MetricSelectProps) {
  const { onChange, onChosen, ...rest } = props;
  return (
    <SelectInput
      {...rest}
      onChange={(metric) => {
        onChange?.(metric);
        onChosen(metric);
      }}
    />
  );
}

/** The part of the data it is asked of: winter, one district. */
export function SliceFields({ at, columns }: { at: number; columns: string }) {
  const { t } = useWords();
  return (
    <>
      <p className="sl-muted sl-small">{t('scenarios.wizard.slice_help')}</p>
      <div className="criterion-fields">
        <Form.Item name={[at, 'sliceColumn']} label={t('scenarios.wizard.slice_column')}>
          <TextInput maxLength={200} list={columns} />
        </Form.Item>
        <Form.Item name={[at, 'sliceValue']} label={t('scenarios.wizard.slice_value')}>
          <TextInput maxLength={200} />
        </Form.Item>
      </div>
      <BilingualField
        name={[at, 'sliceSays']}
        label={t('scenarios.wizard.slice_says')}
        extra={t('scenarios.wizard.slice_says_help')}
        maxLength={80}
      />
    </>
  );
}
