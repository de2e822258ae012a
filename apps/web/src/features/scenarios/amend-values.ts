import type { Text } from '@scenario-lab/contracts/common';
import type { Scenario } from '@scenario-lab/contracts/scenarios';
import type { Issue } from '../../app/problems.js';
import { writtenText } from '../../components/written-text.js';
import { criterionOf, type ScenarioValues, valuesOf } from './scenario-values.js';

/** What the addendum's fields hold: the need's own, of what may be changed. */
export type AmendValues = Pick<
  ScenarioValues,
  'task' | 'subject' | 'datasetIds' | 'criteria' | 'budget' | 'decisionDate' | 'deadline' | 'questionsUntil'
> & { text: Text | null };

export function amendValuesOf(scenario: Scenario): AmendValues {
  const { task, subject, datasetIds, criteria, budget, decisionDate, deadline, questionsUntil } =
    valuesOf(scenario);
  return {
    task,
    subject,
    datasetIds,
    criteria,
    budget,
    decisionDate,
    deadline,
    questionsUntil,
    text: null,
  };
}

/** The fields → the row's body. What the writer left alone is not sent: somebody's earlier choice stands as it is. */
export function addendumOf(values: AmendValues, scenario: Scenario) {
  const was = amendValuesOf(scenario);
  const changed = <K extends 'budget' | 'decisionDate' | 'deadline' | 'questionsUntil' | 'criteria'>(
    name: K,
  ) => JSON.stringify(values[name]) !== JSON.stringify(was[name]);
  return {
    text: writtenText(values.text) ?? undefined,
    changes: {
      // A line half written goes along as it is, so that the schema names what it lacks.
      ...(changed('criteria')
        ? {
            criteria: values.criteria.map(
              (line) => criterionOf(line) ?? { ...line, must: line.must !== 'nice' },
            ),
          }
        : {}),
      ...(changed('budget') ? { budget: values.budget } : {}),
      ...(changed('decisionDate') ? { decisionDate: values.decisionDate } : {}),
      ...(changed('deadline') ? { deadline: values.deadline } : {}),
      ...(changed('questionsUntil') ? { questionsUntil: values.questionsUntil } : {}),
    },
  };
}

/** Fields stand by the name of what they change. */
export const fieldOfAddendum = (issue: Issue): Issue =>
  issue.path[0] === 'changes' ? { ...issue, path: issue.path.slice(1) } : issue;
