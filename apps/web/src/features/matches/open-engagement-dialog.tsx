import { inviteEngagement, proposeEngagement } from '@scenario-lab/contracts/engagements';
import { type Match, readScenario } from '@scenario-lab/contracts/scenarios';
import { Form } from 'antd';
import { useNavigate } from 'react-router';
import { useRow } from '../../app/api.js';
import { Dress } from '../../app/dress.js';
import { path } from '../../app/paths.js';
import { NumberInput } from '../../components/choice-input.js';
import { Dialog } from '../../components/dialog.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { TextArea } from '../../components/text-input.js';
import { useFormats } from '../../i18n/format.js';
import { criterionSentence } from '../../i18n/metric-words.js';
import { useWords } from '../../i18n/use-words.js';

interface Values {
  proposal: string;
  predictions: Record<string, number | null>;
}
const rows = { invite: inviteEngagement, propose: proposeEngagement } as const;

export interface OpenEngagementDialogProps {
  match: Match;
  way: 'invite' | 'propose';
  onClose: () => void;
}

/** The words that open an engagement. It brings antd's form, so it is fetched when somebody opens one. */
export function OpenEngagementDialog({ match, way, onClose }: OpenEngagementDialogProps) {
  const { t, language } = useWords();
  const { text } = useFormats();
  const navigate = useNavigate();
  const scenario = useRow(
    readScenario,
    { params: { id: match.scenario.id } },
    { enabled: way === 'propose' },
  );
  const work = useRowForm<(typeof rows)[typeof way], Values>({
    row: rows[way],
    bodyOf: ({ proposal, predictions }) => ({
      scenarioId: match.scenario.id,
      solutionId: match.solution.id,
      proposal: proposal ?? '',
      predictions: Object.entries(predictions ?? {})
        .filter((pair): pair is [string, number] => typeof pair[1] === 'number')
        .map(([criterion, value]) => ({ criterion, value })),
    }),
    onDone: ({ id }) => navigate(path.engagement(id)),
  });
  const other = way === 'invite' ? match.solution.title : match.scenario.title;
  return (
    <Dress>
      <Dialog
        title={t(`matches.${way}_title`, { title: text(other) })}
        okText={t(`matches.${way}`)}
        pending={work.pending}
        onOk={() => work.form.submit()}
        onCancel={onClose}
      >
        <div className="sl-stack">
          <p>{t(`matches.${way}_says`)}</p>
          <ProblemAlert error={work.error} places={work.places} />
          <Form<Values>
            noValidate
            form={work.form}
            layout="vertical"
            initialValues={{ proposal: '', predictions: {} }}
            onFinish={work.submit}
          >
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
    </Dress>
  );
}
