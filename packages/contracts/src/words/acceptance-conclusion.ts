import type { AcceptancePredicate } from '../pilot-acceptance.js';
import * as en from './acceptance-en.js';
import * as zh from './acceptance-zh.js';

type Concluded = Pick<
  AcceptancePredicate,
  'phase' | 'decision' | 'department' | 'pilot' | 'indicators' | 'conditions'
>;

/** What was decided and on what, in one sentence: first on the paper, and where the file is verified. */
export function acceptanceConclusion(said: Concluded, language: 'zh' | 'en'): string {
  const { phase, decision } = (language === 'zh' ? zh : en).acceptance;
  const text = ({ zh: chinese, en: english }: { zh?: string | undefined; en?: string | undefined }): string =>
    (language === 'zh' ? (chinese ?? english) : (english ?? chinese)) ?? '—';
  const { indicators, conditions } = said;
  const reached = indicators.filter((one) => one.reached === true).length;
  const missed = indicators.filter((one) => one.reached === false).length;
  const unknown = indicators.length - reached - missed;
  const [who, what] = [text(said.department.name), text(said.pilot.scenario)];
  if (language === 'zh') {
    const figures = [
      `${indicators.length} 项指标中 ${reached} 项达到目标`,
      ...(missed > 0 ? [`${missed} 项未达到`] : []),
      ...(unknown > 0 ? [`${unknown} 项尚无现场值`] : []),
    ].join('，');
    const rest = conditions.length > 0 ? `；附 ${conditions.length} 项条件` : '';
    return `${who}对“${what}”试点的${phase[said.phase]}结论为“${decision[said.decision]}”；${figures}${rest}。`;
  }
  const figures = [
    `${reached} of ${indicators.length} indicators reached the target`,
    ...(missed > 0 ? [`${missed} did not`] : []),
    ...(unknown > 0 ? [`${unknown} without a field figure`] : []),
  ].join(', ');
  const rest =
    conditions.length > 0
      ? `; ${conditions.length === 1 ? 'one condition remains' : `${conditions.length} conditions remain`}`
      : '';
  return `${phase[said.phase]} of the pilot “${what}” by ${who}: ${decision[said.decision].toLowerCase()}; ${figures}${rest}.`;
}
