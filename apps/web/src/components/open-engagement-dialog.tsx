import type { Text } from '@scenario-lab/contracts/common';
import { inviteEngagement, proposeEngagement } from '@scenario-lab/contracts/engagements';
import { readScenario } from '@scenario-lab/contracts/scenarios';
import { useNavigate } from 'react-router';
import { useRow } from '../app/api.js';
import { path } from '../app/paths.js';
import { useFormats } from '../i18n/format.js';
import { criterionSentence } from '../i18n/metric-words.js';
import { useWords } from '../i18n/use-words.js';
import { NumberInput, SelectInput } from './choice-input.js';
import { FormProblem } from './conflict-notice.js';
import { Dialog } from './dialog.js';
import { Form } from './form.js';
import { useRowForm } from './row-form.js';
import { TextArea } from './text-input.js';

interface Values {
  solutionId: string;
  proposal: string;
  predictions: Record<string, number | null>;
}
const rows = { invite: inviteEngagement, propose: proposeEngagement } as const;

interface Named {
  id: string;
  title: Text;
}
/** Which need, which card, and which side speaks first. `choices`: the cards to choose from, where it is open which. */
export interface Opening {
  way: 'invite' | 'propose';
  scenario: Named;
  solution: Named;
  choices?: readonly Named[];
}

/** The words that open an engagement. It brings the form along, so it is fetched when somebody opens one. */
export function OpenEngagementDialog({ opening, onClose }: { opening: Opening; onClose: () => void }) {
  const { way, choices = [] } = opening;
  const { t, language } = useWords();
  const { text } = useFormats();
  const navigate = useNavigate();
  const scenario = useRow(
    readScenario,
    { params: { id: opening.scenario.id } },
    { enabled: way === 'propose' },
  );
  const work = useRowForm<(typeof rows)[typeof way], Values>({
    row: rows[way],
    draft: `engage.${way}.${opening.scenario.id}`,
    bodyOf: ({ solutionId, proposal, predictions }) => ({
      scenarioId: opening.scenario.id,
      solutionId: solutionId ?? opening.solution.id,
      proposal: proposal ?? '',
      predictions: Object.entries(predictions ?? {})
        .filter((pair): pair is [string, number] => typeof pair[1] === 'number')
        .map(([criterion, value]) => ({ criterion, value })),
    }),
    onDone: ({ id }) => navigate(path.engagement(id)),
  });
  const other = way === 'invite' ? opening.solution.title : opening.scenario.title;
  return (
    <Dialog
      title={t(`matches.${way}_title`, { title: text(other) })}
      okText={t(`matches.${way}`)}
      pending={work.pending}
      onOk={() => work.form.submit()}
      onCancel={onClose}
    >
      <div className="sl-stack">
        <p>{t(`matches.${way}_says`)}</p>
        <FormProblem work={work} />
        <Form<Values>
          noValidate
          form={work.form}
          layout="vertical"
          initialValues={{ solutionId: opening.solution.id, proposal: '', predictions: {} }}
          onFinish={work.submit}
        >
          {choices.length > 1 ? (
            <Form.Item name="solutionId" label={t('matches.which_card')}>
              <SelectInput options={choices.map(({ id, title }) => ({ value: id, label: text(title) }))} />
            </Form.Item>
          ) : null}
          <Form.Item name="proposal" label={t('matches.words')}>
            <TextArea rows={5} maxLength={20_000} />
          </Form.Item>
          {(scenario.data?.criteria ?? []).length > 0 ? <h3>{t('matches.predicted')}</h3> : null}
          {(scenario.data?.criteria ?? []).map((criterion) => (
            <Form.Item
              key={criterion.id}
              name={['predictions', criterion.id]}
              label={criterionSentence(criterion, language)}
            >
              <NumberInput />
            </Form.Item>
          ))}
        </Form>
      </div>
    </Dialog>
  );
}
