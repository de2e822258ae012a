import './states.css';
import { path } from '../app/paths.js';
import { type Place, tellProblem } from '../app/problems.js';
import { knowsWord, useWords } from '../i18n/use-words.js';
import { Icon } from './icon.js';

/**
 * What went wrong, the places it went wrong at, and the request's number for the lab. `places` adds what the
 * page found itself before asking the server.
 */
export function ProblemAlert({ error, places = [] }: { error?: unknown; places?: readonly Place[] }) {
  const { t } = useWords();
  if (!error && places.length === 0) return null;
  const told = error ? tellProblem(error) : null;
  const all = [...(told?.places ?? []), ...places];
  return (
    <div className="problem" role="alert">
      <Icon name="fail" />
      <div>
        <p>{told?.sentence ?? t('problem.check_fields')}</p>
        {all.length > 0 ? (
          <ul>
            {all.map((place) => (
              <li key={`${place.path.join('.')}:${place.code}`}>
                <PlaceName at={place.path} />
                {place.sentence}
              </li>
            ))}
          </ul>
        ) : null}
        {told?.code === 'not_found' ? (
          <p>
            <a href={path.home()}>{t('shell.not_found.home')}</a>
          </p>
        ) : null}
        {told?.requestId ? (
          <p className="problem-request">
            {t('problem.request_id')} <code>{told.requestId}</code>
          </p>
        ) : null}
      </div>
    </div>
  );
}

function PlaceName({ at }: { at: readonly (string | number)[] }) {
  const { t, language } = useWords();
  if (at.length === 0) return null;
  // Where one word means different things at different places, the place's whole name has a word of its own.
  const whole = `field.${at.join('_')}` as 'field.owner_name';
  const parts = at.map((part) => {
    if (typeof part === 'number') return t('field.item', { number: part + 1 });
    const key = `field.${part}` as 'field.title';
    return t(key, { defaultValue: part });
  });
  const words = at.length > 1 && knowsWord('field', at.join('_')) ? [t(whole)] : parts;
  return (
    <strong>
      {words.join(language === 'zh' ? ' · ' : ' › ')}
      {language === 'zh' ? '：' : ': '}
    </strong>
  );
}
