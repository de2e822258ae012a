import {
  closeSurvey,
  remindOfSurvey,
  type Survey,
  type SurveyFigure,
} from '@scenario-lab/contracts/pilot-surveys';
import type { Pilot } from '@scenario-lab/contracts/pilots';
import { CopyLink } from '../../components/copy-link.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Panel } from '../../components/object-page.js';
import { ToneTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import { InviteMore } from './invite-more.js';
import { OpenSurvey } from './open-survey.js';
import { surveyAddress } from './survey-address.js';

interface SurveysPanelProps {
  pilot: Pilot;
  surveys: readonly Survey[];
  may: boolean;
  /** Whether the lab sends mail. */
  mail: boolean;
}

export function SurveysPanel({ pilot, surveys, may, mail }: SurveysPanelProps) {
  const { t } = useWords();
  return (
    <Panel title={t('acceptance.surveys.title')}>
      <div className="sl-stack">
        {surveys.length === 0 ? <p className="sl-muted">{t('acceptance.surveys.none')}</p> : null}
        {surveys.map((survey) => (
          <One key={survey.id} pilotId={pilot.id} survey={survey} may={may} mail={mail} />
        ))}
        {may ? <OpenSurvey pilot={pilot} mail={mail} /> : null}
      </div>
    </Panel>
  );
}

function One(props: { pilotId: string; survey: Survey; may: boolean; mail: boolean }) {
  const { pilotId, survey, may, mail } = props;
  const { t } = useWords();
  const { day, count } = useFormats();
  const asked =
    survey.invited === null
      ? t('acceptance.surveys.answered_open', { count: survey.answered, shown: count(survey.answered) })
      : t('acceptance.surveys.answered_of', {
          answered: count(survey.answered),
          invited: count(survey.invited),
        });
  return (
    <section className="sl-stack sl-tight">
      <h3 className="sl-row">
        {t(`acceptance.surveys.audience.${survey.audience}`)}
        <ToneTag tone={survey.open ? 'running' : 'waiting'}>
          {survey.open
            ? t('acceptance.surveys.open_until', { day: day(survey.until) })
            : t('acceptance.surveys.ended')}
        </ToneTag>
      </h3>
      <p>
        {asked}
        {survey.population === null
          ? null
          : ` · ${t('acceptance.surveys.of_all', { shown: count(survey.population) })}`}
      </p>
      <Letters survey={survey} />
      <p className="sl-muted" style={{ whiteSpace: 'pre-line' }}>
        {t('acceptance.surveys.sampling')}
        {t('common.colon')}
        {survey.sampling}
      </p>
      {survey.audience === 'public' ? (
        <p className="sl-muted sl-small">{t('acceptance.surveys.open_says')}</p>
      ) : null}
      {survey.open ? (
        <>
          <p className="sl-muted sl-small">{t('acceptance.surveys.later')}</p>
          {survey.link ? (
            <p>
              <CopyLink text={surveyAddress(survey.link)} label={t('acceptance.surveys.copy')} />
            </p>
          ) : null}
          {may && survey.audience === 'staff' ? (
            <InviteMore pilotId={pilotId} survey={survey} mail={mail} />
          ) : null}
          {may ? (
            <DeedButtons
              allowed={['survey.close', ...(remindable(survey) ? ['survey.remind'] : [])]}
              deeds={[remindOfSurvey, closeSurvey].map((row) => ({
                row,
                params: { id: pilotId, surveyId: survey.id },
              }))}
            />
          ) : null}
        </>
      ) : survey.figures ? (
        <Answers survey={survey} figures={survey.figures} />
      ) : (
        <p className="sl-muted">{t('acceptance.surveys.too_few')}</p>
      )}
    </section>
  );
}

/** Once for each round, when its letters are out and somebody has not answered. */
const remindable = ({ letters, reminded, answered, invited }: Survey): boolean =>
  letters !== null && letters.waiting === 0 && !reminded && answered < (invited ?? 0);

/** How the letters fared, in counts: to whom they went is told to nobody. */
function Letters({ survey: { letters, rounds } }: { survey: Survey }) {
  const { t } = useWords();
  const { count } = useFormats();
  if (!letters) return null;
  const told = (['waiting', 'failed', 'unsure', 'reminded', 'withdrawn'] as const).filter(
    (one) => letters[one] > 0,
  );
  return (
    <p className="sl-small">
      {[
        t('acceptance.letters.sent_of', { sent: count(letters.sent), all: count(letters.all) }),
        ...told.map((one) => t(`acceptance.letters.count.${one}`, { shown: count(letters[one]) })),
        ...(rounds > 1 ? [t('acceptance.letters.rounds', { shown: count(rounds) })] : []),
      ].join(' · ')}
    </p>
  );
}

function Answers({ survey, figures }: { survey: Survey; figures: readonly SurveyFigure[] }) {
  const { t } = useWords();
  return (
    <>
      <ul className="sl-plain sl-stack sl-tight">
        {figures.map((figure) => (
          <Question key={figure.question} survey={survey} figure={figure} />
        ))}
      </ul>
      {survey.words.length > 0 ? (
        <details>
          <summary>{t('acceptance.surveys.words', { count: survey.words.length })}</summary>
          <ul className="survey-words">
            {distinct(survey.words).map(([words, times]) => (
              <li key={words}>
                {words}
                {times > 1 ? <span className="sl-chip">×{times}</span> : null}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

/** Two may say the same: it stands once, with how often. */
function distinct(words: readonly string[]): [string, number][] {
  const times = new Map<string, number>();
  for (const one of words) times.set(one, (times.get(one) ?? 0) + 1);
  return [...times];
}

const wide = 200;

/** The share that agreed as a bar, its interval as a line across the end. */
function Question({ survey, figure }: { survey: Survey; figure: SurveyFigure }) {
  const { t } = useWords();
  const { percent, count } = useFormats();
  const { favourable, levels } = figure;
  const said = favourable
    ? t('acceptance.surveys.favourable', {
        share: percent(favourable.share),
        lower: percent(favourable.lower),
        upper: percent(favourable.upper),
      })
    : t('acceptance.surveys.too_few_opinions');
  return (
    <li className="survey-question">
      <span>
        {wordFor(`acceptance.question.${survey.audience}`, figure.question)}
        <small className="sl-muted">
          {' '}
          {t('acceptance.surveys.opinions', { count: figure.answered, shown: count(figure.answered) })}
          {levels ? ` · ${levels.map((many, at) => `${at + 1}: ${many}`).join(' / ')}` : null}
        </small>
      </span>
      {favourable ? (
        <svg className="survey-bar" viewBox={`0 0 ${wide} 18`} preserveAspectRatio="none" aria-hidden="true">
          <rect className="ground" width={wide} height={18} />
          <rect className="share" width={favourable.share * wide} height={18} />
          <line className="reach" x1={favourable.lower * wide} x2={favourable.upper * wide} y1={9} y2={9} />
        </svg>
      ) : (
        <span />
      )}
      <span className="sl-small">{said}</span>
    </li>
  );
}
