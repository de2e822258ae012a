import {
  type Audience,
  fewestAnswers,
  type SurveyFigure,
  surveyLevels,
  surveyQuestions,
} from '@scenario-lab/contracts/pilot-surveys';

/** One person's answers by question, from 1 to 5; null or absent is no opinion. */
export type SurveyAnswers = Readonly<Record<string, number | null>>;

/** 95 % interval of a share of `count` (E. B. Wilson, Probable inference, JASA 22, 1927). `count` ≥ 1. */
export function wilson(hits: number, count: number): { share: number; lower: number; upper: number } {
  const z = 1.959963984540054;
  const share = hits / count;
  const centre = (share + z ** 2 / (2 * count)) / (1 + z ** 2 / count);
  const reach =
    (z / (1 + z ** 2 / count)) * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  return {
    share,
    lower: hits === 0 ? 0 : Math.max(0, centre - reach),
    upper: hits === count ? 1 : Math.min(1, centre + reach),
  };
}

/**
 * What a survey says, question by question: null where fewer than `fewestAnswers` came in. Of a question fewer had an opinion
 * on nothing is told, and the levels are told only where there are twice as many, for one of six says who the sixth was.
 */
export function tallySurvey(audience: Audience, answers: readonly SurveyAnswers[]): SurveyFigure[] | null {
  if (answers.length < fewestAnswers) return null;
  return surveyQuestions[audience].map(({ id, of }) => {
    const said = answers.flatMap((one) => one[id] ?? []);
    if (said.length < fewestAnswers)
      return { question: id, of, answered: said.length, favourable: null, levels: null };
    const levels = Array.from(
      { length: surveyLevels },
      (_, at) => said.filter((level) => level === at + 1).length,
    );
    const favourable = wilson(said.filter((level) => level >= 4).length, said.length);
    return {
      question: id,
      of,
      answered: said.length,
      favourable,
      levels: said.length >= 2 * fewestAnswers ? levels : null,
    };
  });
}

/** Of an answer sheet: the first question that is none of this survey's, or an empty sheet. Null where it is whole. */
export function faultOfSheet(audience: Audience, answers: SurveyAnswers): { question: string } | null {
  const known = new Set(surveyQuestions[audience].map(({ id }) => id));
  const strange = Object.keys(answers).find((id) => !known.has(id));
  if (strange !== undefined) return { question: strange };
  return Object.values(answers).some((level) => level !== null) ? null : { question: '' };
}
