import { type PaperField, paperOfScenario } from '@scenario-lab/contracts/need-papers';
import { useRow } from '../../app/api.js';
import { useWords } from '../../i18n/use-words.js';
import { FoundAt, useFoundValue } from './paper-parts.js';
import { stillSaid } from './paper-still-said.js';
import type { ScenarioValues } from './scenario-values.js';

/** Which of the wizard's steps writes each field. */
const fieldsOf: Readonly<Record<string, readonly PaperField[]>> = {
  story: ['title', 'field', 'region', 'problem', 'users', 'today'],
  question: ['criteria'],
  data: ['data'],
  criteria: ['criteria', 'indicators'],
  conditions: ['conditions', 'qualifications', 'cooperationMode', 'ask', 'period'],
  route: ['budget', 'budgetOwner', 'procurementRoute', 'decisionDate', 'deadline', 'contact'],
};

/** What of this step was read out of a document, and where it stood: to be held against it before it is sent. */
export function PaperMarks(props: { scenarioId: string; step: string; values: ScenarioValues }) {
  const { scenarioId, step, values } = props;
  const { t } = useWords();
  const shownAs = useFoundValue();
  const { data } = useRow(paperOfScenario, { query: { scenarioId } }, { staleTime: 60_000 });
  const paper = data?.paper;
  const parts =
    paper?.parts.filter(({ field }) => fieldsOf[step]?.includes(field) && stillSaid(values, field)) ?? [];
  if (!paper || parts.length === 0) return null;
  const doubtful = parts.filter(({ sure }) => sure !== 'sure').length;
  return (
    <details className="paper-marks" open={doubtful > 0}>
      <summary>{t('need_papers.marks', { count: parts.length, name: paper.fileName })}</summary>
      <ul className="found-parts">
        {parts.map((part) => (
          <li key={`${part.field} ${part.page} ${part.paragraph} ${part.value}`}>
            <strong>{t(`need_papers.field.${part.field}`)}</strong>
            <div>
              <p className="found-value">{shownAs(part)}</p>
              <FoundAt part={part} paper={paper} />
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
}
