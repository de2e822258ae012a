import type { Survey } from '@scenario-lab/contracts/pilot-surveys';
import { json, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { type SurveyAnswers, tallySurvey } from '@scenario-lab/domain/pilots/survey';
import { z } from 'zod';

const Row = z.object({
  id: z.string(),
  audience: word<Survey['audience']>(),
  sampling: z.string(),
  population: z.number().nullable(),
  invited: z.number().nullable(),
  answered: z.number(),
  until: z.string(),
  open: z.boolean(),
  link: z.string().nullable(),
  rounds: z.number(),
  reminded: z.boolean(),
  letters: json<NonNullable<Survey['letters']>>().nullable(),
  sheets: json<{ answers: SurveyAnswers; words: string | null }[]>(),
});

/**
 * The surveys of a pilot, newest first. What was answered comes through row-level security once they have ended, in an
 * order that says nothing: by the sheets' random ids. Links are shown by whoever may.
 */
export async function readSurveys(tx: Tx, pilotId: string): Promise<Survey[]> {
  const rows = await queryRows(
    tx,
    Row,
    `SELECT s.id, s.audience, s.sampling, s.population, s.invited, survey_answered(s.id) AS answered,
       s.until_day::text AS until, s.closed_at IS NULL AND s.until_day >= current_date AS open, s.link,
       s.rounds, s.reminded_round >= s.rounds AS reminded, survey_letters(s.id) AS letters,
       (SELECT coalesce(json_agg(json_build_object('answers', a.answers, 'words', a.words) ORDER BY a.id), '[]')
        FROM survey_answer a WHERE a.survey_id = s.id) AS sheets
     FROM survey s WHERE s.pilot_id = $1 ORDER BY s.created_at DESC, s.id`,
    [pilotId],
  );
  return rows.map(({ sheets, open, ...row }) => {
    const figures = open
      ? null
      : tallySurvey(
          row.audience,
          sheets.map(({ answers }) => answers),
        );
    return {
      ...row,
      open,
      figures,
      words: figures ? sheets.flatMap(({ words }) => words ?? []) : [],
    };
  });
}
