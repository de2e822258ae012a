import type { DatasetVersion } from '@scenario-lab/contracts/datasets';
import { askMasking, type Masking } from '@scenario-lab/contracts/masking';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { Form } from '../../components/form.js';
import { useRowForm } from '../../components/row-form.js';
import { useWords } from '../../i18n/use-words.js';
import { MaskFields } from './mask-fields.js';
import { lineOf, type MaskLine, maskLines, masksOf } from './proposed-masks.js';

interface Values {
  lines: MaskLine[];
}

/** What is done to each column; written by a job, as often as it takes until the outcome is right. */
export function ChooseMasks(props: {
  version: DatasetVersion;
  masking: Masking;
  /** What came of it can be taken: choosing anew is not what to do next. */
  settled: boolean;
  onDone: () => Promise<unknown>;
}) {
  const { version, masking } = props;
  const { t } = useWords();
  // The order stands while one chooses.
  const [lines] = useState(() => maskLines(version.columns, version.profile, masking.masks));
  const [form] = Form.useForm<Values>();
  const work = useRowForm<typeof askMasking, Values>({
    row: askMasking,
    form,
    draft: `mask.${version.id}`,
    params: { id: version.id },
    bodyOf: (values) => ({ masks: masksOf(values.lines) }),
    fieldOf: (issue) => {
      const [top, at, field] = issue.path;
      if (top !== 'masks' || typeof at !== 'number') return issue;
      const now = (form.getFieldsValue(true) as Values).lines;
      return {
        ...issue,
        path: ['lines', lineOf(now, at), field === 'column' ? 'method' : (field ?? 'method')],
      };
    },
    onDone: async () => {
      await props.onDone();
    },
  });
  return (
    <section className="choose-masks">
      <h2>{t('masking.choose')}</h2>
      <FormProblem work={work} />
      <Form<Values>
        noValidate
        form={form}
        layout="vertical"
        initialValues={{ lines }}
        onFinish={() => work.submit(form.getFieldsValue(true))}
      >
        <MaskFields lines={lines} columns={version.columns} profile={version.profile} />
        <Button tone={props.settled ? 'default' : 'primary'} submit pending={work.pending}>
          {t(masking.state === 'none' ? 'masking.write' : 'masking.write_again')}
        </Button>
      </Form>
    </section>
  );
}
