import type { Text } from '@scenario-lab/contracts/common';
import type { JointDuties } from '@scenario-lab/contracts/joint-needs';
import type { SaveScenario } from '@scenario-lab/contracts/scenarios';
import { compareCriteria } from './compare-criteria.js';

export interface JoinedNeed {
  organisationId: string;
  name: Text;
  need: SaveScenario;
  duties: JointDuties;
  budget: number | null;
}

const longest = 20_000;
const languages = ['zh', 'en'] as const;
const dutyWords = {
  zh: { data: '数据', site: '场地', acceptance: '验收', colon: '：' },
  en: { data: 'Data', site: 'Site', acceptance: 'Acceptance', colon: ': ' },
} as const;

/**
 * The joint need as those who stay have told it: each problem under its department's name, the strictest of each
 * criterion, the sum of the shares. What is one department's to say (contact, task, route) is the leading one's.
 */
export function draftJointNeed(title: Text, needs: readonly JoinedNeed[], leadId: string): SaveScenario {
  const lead = needs.find(({ organisationId }) => organisationId === leadId) ?? needs[0];
  if (!lead) throw new Error('a joint need is made of some');
  const shares = needs.flatMap(({ budget }) => budget ?? []);
  const dates = needs.flatMap(({ need }) => need.decisionDate ?? []).sort();
  const said = (read: (need: SaveScenario) => Text | null) =>
    together(needs, ({ need }, language) => read(need)?.[language]);
  return {
    title,
    field: lead.need.field,
    region: shared(needs.map(({ need }) => need.region)),
    problem: said((need) => need.problem),
    users: said((need) => need.users),
    today: said((need) => need.today),
    task: lead.need.task,
    subject: lead.need.subject,
    criteria: compareCriteria(
      needs.map(({ organisationId, need }) => ({ organisationId, criteria: need.criteria })),
    )
      .map(({ criterion }) => criterion)
      .slice(0, 20),
    datasetIds: [...new Set(needs.flatMap(({ need }) => need.datasetIds))].slice(0, 10),
    conditions: together(needs, ({ need, duties }, language) =>
      [need.conditions?.[language], ...(need.problem?.[language] ? dutyLines(duties, language) : [])]
        .filter(Boolean)
        .join('\n\n'),
    ),
    site: lead.need.site,
    qualifications: [...new Set(needs.flatMap(({ need }) => need.qualifications))].slice(0, 20),
    cooperationMode: lead.need.cooperationMode,
    budget: shares.length > 0 ? shares.reduce((sum, share) => sum + share, 0) : null,
    budgetOwner: lead.need.budgetOwner,
    procurementRoute: lead.need.procurementRoute,
    // Nobody decides before the last of them can.
    decisionDate: dates.at(-1) ?? null,
    deadline: null,
    contact: lead.need.contact,
    inList: null,
  };
}

/** A draft that was begun, after somebody left: what follows from who takes part is written anew, the rest stays. */
export function redraftJointNeed(before: SaveScenario, anew: SaveScenario): SaveScenario {
  const { problem, users, today, criteria, datasetIds, conditions, qualifications, budget, region } = anew;
  return {
    ...before,
    problem,
    users,
    today,
    criteria,
    datasetIds,
    conditions,
    qualifications,
    budget,
    region,
  };
}

const dutyLines = (duties: JointDuties, language: 'zh' | 'en') => {
  const words = dutyWords[language];
  return (['data', 'site', 'acceptance'] as const).flatMap((duty) =>
    duties[duty] ? `${words[duty]}${words.colon}${duties[duty]}` : [],
  );
};

/** What each says, under its name; cut where all together are longer than a need may say. */
function together(
  needs: readonly JoinedNeed[],
  of: (need: JoinedNeed, language: 'zh' | 'en') => string | undefined,
): Text | null {
  const text: Text = {};
  for (const language of languages) {
    const parts = needs.flatMap((need) => {
      const said = of(need, language)?.trim();
      const name = need.name[language] ?? need.name.zh ?? need.name.en ?? '';
      return said ? `**${name}**\n\n${said}` : [];
    });
    if (parts.length > 0) text[language] = parts.join('\n\n').slice(0, longest);
  }
  return text.zh === undefined && text.en === undefined ? null : text;
}

const shared = <T>(values: readonly T[]): T | null =>
  values.every((value) => value === values[0]) ? (values[0] ?? null) : null;
