import type { Letter } from '@scenario-lab/contracts/letters';
import type { MarkedPair, MatchDigest } from '@scenario-lab/contracts/match-marks';
import type { Match } from '@scenario-lab/contracts/scenarios';
import { at, match, otherSolution, scenario, solution } from './cards.js';
import type { Handler } from './mock-notices.js';
import { department, idOf, vendor } from './people.js';

const side = (of: { id: string; title: Match['solution']['title'] }) => ({ id: of.id, title: of.title });
const shortlisted: MarkedPair = {
  scenario: { ...side(scenario), owner: department },
  solution: { ...side(solution), owner: vendor },
  mark: { mark: 'shortlisted', reason: null, words: null, by: '李科长', at: at(12) },
  engagementId: null,
};
const dismissed: MarkedPair = {
  ...shortlisted,
  solution: { ...side(otherSolution), owner: vendor },
  mark: {
    mark: 'dismissed',
    reason: 'site',
    words: '现场机房没有 GPU，短期内也不会采购。',
    by: '李科长',
    at: at(12),
  },
};
const letter: Letter = {
  id: idOf(950),
  at: at(13),
  by: '李科长',
  organisation: department,
  text: '诚邀贵单位就本需求提交方案并参加现场答疑。\n请于两周内答复。',
  sha256: 'c0ffee'.repeat(10).padEnd(64, '0'),
  to: [
    { solution: side(solution), vendor, engagementId: idOf(700), status: 'invited', skipped: null },
    { solution: side(otherSolution), vendor, engagementId: null, status: null, skipped: 'named_twice' },
  ],
};
const digest: MatchDigest = {
  id: idOf(960),
  at: at(14),
  matches: [
    { of: 'scenario', scenario: side(scenario), solution: side(solution), owner: vendor, score: 82.4 },
    { of: 'scenario', scenario: side(scenario), solution: side(otherSolution), owner: vendor, score: 41 },
  ],
};

const subscribed = new Set<string>();
/** Made-up answers on matches and what one’s own side thinks of them. */
export const matchHandlers: Record<string, Handler> = {
  'match.for_scenario': () => [match],
  'match.for_solution': () => [match],
  'match.list_marks': () => [shortlisted, dismissed],
  'match.list_subscriptions': () =>
    [...subscribed].map((thing) => ({
      thing,
      id: thing === 'scenario' ? scenario.id : solution.id,
      title: thing === 'scenario' ? scenario.title : solution.title,
      since: at(10),
    })),
  'match.subscribe': ({ params }) => void subscribed.add(params.thing ?? ''),
  'match.unsubscribe': ({ params }) => void subscribed.delete(params.thing ?? ''),
  'match.list_digests': () => [digest],
  'engagement.list_letters': () => [letter],
  'engagement.invite_several': () => ({
    letterId: letter.id,
    invited: [{ solutionId: solution.id, engagementId: idOf(700) }],
    skipped: [{ solutionId: otherSolution.id, why: 'engaged' }],
  }),
};
