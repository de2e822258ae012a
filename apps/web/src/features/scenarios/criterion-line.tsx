import type { DatasetVersion } from '@scenario-lab/contracts/datasets';
import { isResource } from '@scenario-lab/contracts/metrics';
import type { About } from '@scenario-lab/contracts/words/criterion-words';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { Form } from '../../components/form.js';
import { useWords } from '../../i18n/use-words.js';
import { MetricFields, PlainFields, SliceFields } from './criterion-fields.js';
import { templateOf } from './criterion-templates.js';
import { LineReading } from './line-reading.js';
import type { CriterionValues } from './scenario-values.js';

interface LineProps {
  at: number;
  about: About;
  /** Of the data the need is to be tested on; null where none are linked yet. */
  version: DatasetVersion | null;
  columns: string;
  onRemove: () => void;
}

/** One criterion: the figure in an office's terms, what it means, what it costs; its metric for those who want it. */
export function CriterionLine({ at, about, version, columns, onRemove }: LineProps) {
  const { t } = useWords();
  // The whole line, also what no field shows just now.
  const form = Form.useFormInstance();
  const line: CriterionValues = Form.useWatch(['criteria', at], { form, preserve: true }) ?? {};
  const template = templateOf(about.task, line);
  const [byMetric, setByMetric] = useState(false);
  const name = template
    ? t(`scenarios.wizard.template.${template.id}.name`)
    : t('scenarios.wizard.by_metric');
  const resource = !!line.metric && isResource(line.metric);
  return (
    <section className="criterion" aria-label={name}>
      <div className="criterion-head">
        <h3>{name}</h3>
        <Form.Item name={[at, 'must']} noStyle>
          <SelectInput
            aria-label={t('scenarios.wizard.importance')}
            options={[
              { value: 'must', label: t('common.must') },
              { value: 'nice', label: t('common.nice') },
            ]}
          />
        </Form.Item>
        <Button small onClick={onRemove}>
          {t('common.remove')}
        </Button>
      </div>
      {template && !byMetric ? (
        <PlainFields at={at} about={about} template={template} line={line} />
      ) : (
        <MetricFields at={at} task={about.task} line={line} />
      )}
      <LineReading
        line={line}
        about={about}
        ofHundred={template?.ofHundred === true && !byMetric}
        version={version}
      />
      {resource && !template ? null : (
        <details className="criterion-more">
          <summary>{t('scenarios.wizard.more')}</summary>
          {resource ? null : <SliceFields at={at} columns={columns} />}
          {template ? (
            <Button small onClick={() => setByMetric(!byMetric)} aria-pressed={byMetric}>
              {t('scenarios.wizard.show_metric')}
            </Button>
          ) : null}
        </details>
      )}
    </section>
  );
}
