import type { Story } from '@scenario-lab/contracts/lab';
import { criterionUnit } from '@scenario-lab/contracts/metrics';
import type { Stage } from '@scenario-lab/contracts/taxonomies';
import type { CSSProperties, ReactNode } from 'react';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { IntervalBar } from '../../components/interval-bar.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { criterionSentence, metricName } from '../../i18n/metric-words.js';
import { shownUnit } from '../../i18n/shown-unit.js';
import { useWords } from '../../i18n/use-words.js';
import { FigureBars } from './figure-bars.js';

type Numbers = NonNullable<Story['case']>['numbers'][number];

/** The figure that is told from one end to the other: the one measured most often along the way. */
function mainFigure(story: Story): Numbers | null {
  const length = ({ baseline, lab, field }: Numbers) =>
    [baseline, lab, field].filter((one) => one !== null).length;
  const numbers = story.case?.numbers ?? [];
  return numbers.reduce<Numbers | null>(
    (best, one) => (best === null || length(one) > length(best) ? one : best),
    null,
  );
}

/** One real case in four pictures, each drawn from what the case, its certificate and its pilot have on record. */
export function StoryView({ story }: { story: Story }) {
  const { t, language } = useWords();
  const { count, text } = useFormats();
  const told = story.case;
  const number = mainFigure(story);
  const unit = number ? shownUnit(number.unit) : '';
  const judged =
    story.certificate?.criteria.find(({ criterion }) => criterion.id === number?.criterion) ??
    story.certificate?.criteria[0] ??
    null;
  const name = number ? text(number.name) : '';
  return (
    <section className="sl-panel">
      <div className="sl-panel-head">
        <h2>{t(told ? 'home.story.title' : 'home.story.title_so_far')}</h2>
        {told ? <Link to={path.case(told.id)}>{t('home.story.whole')}</Link> : null}
      </div>
      <p className="home-story-name">
        <TextView text={told?.title ?? story.scenario?.title} />
      </p>
      <ol className="home-story">
        <Picture
          stage="matching"
          title={t('home.story.need')}
          says={
            <>
              {told?.department ? <OrganisationName of={told.department} /> : null}
              {story.scenario ? (
                <Link to={path.scenario(story.scenario.id)}>
                  <TextView text={story.scenario.title} />
                </Link>
              ) : null}
            </>
          }
        >
          {number ? (
            <>
              <p className="sl-small">{name}</p>
              <FigureBars
                bars={[
                  { key: 'baseline', value: number.baseline },
                  { key: 'target', value: number.target },
                ]}
                target={number.target}
                unit={unit}
              />
            </>
          ) : judged ? (
            <p>{criterionSentence(judged.criterion, language)}</p>
          ) : null}
        </Picture>
        <Picture
          stage="validation"
          title={t('home.story.test')}
          says={
            story.certificate ? (
              <>
                <OrganisationName of={story.certificate.vendor} />
                <Link to={path.certificate(story.certificate.number)}>{story.certificate.number}</Link>
              </>
            ) : told?.vendor ? (
              <OrganisationName of={told.vendor} />
            ) : null
          }
        >
          {judged ? (
            <>
              <p className="sl-small">{metricName(judged.criterion.metric, language)}</p>
              <IntervalBar
                name={metricName(judged.criterion.metric, language)}
                value={judged.value}
                interval={judged.interval}
                threshold={judged.criterion.threshold}
                direction={judged.criterion.direction}
                unit={criterionUnit(judged.criterion.metric, judged.criterion.unit, language)}
                verdict={judged.verdict}
              />
            </>
          ) : number && number.lab !== null ? (
            <FigureBars bars={[{ key: 'lab', value: number.lab }]} target={number.target} unit={unit} />
          ) : (
            <p className="sl-muted">{t('home.story.no_test')}</p>
          )}
        </Picture>
        <Picture
          stage="field"
          title={t('home.story.pilot')}
          says={
            number ? (
              <span>
                {t('home.story.observations', {
                  count: number.observations,
                  shown: count(number.observations),
                })}
              </span>
            ) : null
          }
        >
          {number && number.field !== null ? (
            <FigureBars
              bars={[
                { key: 'baseline', value: number.baseline },
                { key: 'lab', value: number.lab },
                { key: 'field', value: number.field },
              ]}
              target={number.target}
              unit={unit}
            />
          ) : (
            <p className="sl-muted">{t('home.story.no_pilot')}</p>
          )}
        </Picture>
        <Picture
          stage="enablement"
          title={t('home.story.adoption')}
          says={
            told ? (
              <span>
                {t('home.story.copies', { count: told.replications, shown: count(told.replications) })}
              </span>
            ) : null
          }
        >
          {told ? (
            <Copies number={told.replications} />
          ) : (
            <p className="sl-muted">{t('home.story.no_adoption')}</p>
          )}
        </Picture>
      </ol>
    </section>
  );
}

function Picture(props: { stage: Stage; title: string; says: ReactNode; children: ReactNode }) {
  const { t } = useWords();
  return (
    <li style={{ '--stage': `var(--stage-${props.stage})` } as CSSProperties}>
      <span className="stage-tag">{t(`stage.${props.stage}`)}</span>
      <h3>{props.title}</h3>
      <div className="home-picture">{props.children}</div>
      <p className="home-story-says">{props.says}</p>
    </li>
  );
}

const mostDrawn = 24;

/** The first place, and one square for each that takes it over. */
function Copies({ number }: { number: number }) {
  const drawn = Math.min(number, mostDrawn);
  return (
    <svg className="home-copies" viewBox={`0 0 ${8 * 14} ${Math.ceil((drawn + 1) / 8) * 14}`} aria-hidden>
      {Array.from({ length: drawn + 1 }, (_, at) => `${at % 8} ${Math.floor(at / 8)}`).map((place, at) => {
        const [column, row] = place.split(' ').map(Number) as [number, number];
        return (
          <rect
            key={place}
            className={at === 0 ? 'home-copy-first' : 'home-copy'}
            x={column * 14 + 1}
            y={row * 14 + 1}
            width={12}
            height={12}
            rx={2}
          />
        );
      })}
    </svg>
  );
}
