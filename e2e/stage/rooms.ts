import { engagementDeeds, proposeEngagement } from '@scenario-lab/contracts/engagements';
import { createScenario, scenarioDeeds } from '@scenario-lab/contracts/scenarios';
import { createSolution, solutionDeeds } from '@scenario-lab/contracts/solutions';
import { newVendor, people, signIn } from './lab.js';

/** A need and a card of this walk alone, proposed and accepted. */
export async function acceptedEngagement(title: string) {
  const department = await signIn(people.department);
  const operator = await signIn(people.operator);
  const supplier = await newVendor('Room');
  const vendor = await signIn(supplier.email);
  const { id: solutionId } = await vendor.call(createSolution, {
    body: {
      title: { zh: `${title}方案`, en: `Card of ${title}` },
      summary: { zh: '泵站巡检。', en: 'Inspection of pumping stations.' },
      fields: ['public_services'],
      technologies: ['regression'],
      trl: 7,
    },
  });
  await vendor.call(solutionDeeds.submit, { params: { id: solutionId }, body: {} });
  await operator.call(solutionDeeds.approve, { params: { id: solutionId }, body: {} });
  const { id: scenarioId } = await department.call(createScenario, {
    body: {
      title: { zh: title, en: title },
      field: 'public_services',
      region: '510100',
      problem: { zh: '夜间停机清晨才发现。', en: 'Stops at night are found at dawn.' },
      users: { zh: '值班员', en: 'Night shift' },
      today: { zh: '靠人工巡查。', en: 'Found on rounds.' },
      task: 'regression',
      criteria: [
        { id: 'mae', metric: 'mae', direction: 'at_most', threshold: 1, unit: 'A', must: true, weight: 1 },
      ],
      cooperationMode: 'pilot',
      contact: { name: '演示联系人', phone: '028-0000-0000' },
    },
  });
  await department.call(scenarioDeeds.submit, { params: { id: scenarioId }, body: {} });
  await operator.call(scenarioDeeds.approve, { params: { id: scenarioId }, body: {} });
  const { id } = await vendor.call(proposeEngagement, {
    body: { scenarioId, solutionId, proposal: '现有电流即可，无需改造。', predictions: [] },
  });
  await department.call(engagementDeeds.accept, { params: { id }, body: {} });
  return { id, scenarioId, department: people.department, vendor: supplier.email };
}
