import './criterion-reading.css';
import { type Criterion, criterionNames, foregone, isResource } from '@scenario-lab/contracts/metrics';
import { type About, plainWords } from '@scenario-lab/contracts/words/criterion-words';
import { useFormats } from '../i18n/format.js';
import { criterionSentence, metricName, metricTerm } from '../i18n/metric-words.js';
import { useWords } from '../i18n/use-words.js';
import { Icon } from './icon.js';
import { PowerLine, type PowerLineProps } from './power-line.js';

interface ReadingProps extends Omit<PowerLineProps, 'criterion'> {
  criterion: Criterion;
  about: About;
  /** The figure was asked for as so many of 100. */
  ofHundred?: boolean;
}

/** A criterion being written, as it will be read: sentence, example, metric and cost; or why it decides nothing. */
export function CriterionReading({ criterion, about, ofHundred = false, ...cost }: ReadingProps) {
  const { language } = useWords();
  if (!isResource(criterion.metric) && foregone(criterion))
    return (
      <div className="criterion-reading">
        <OutOfRange criterion={criterion} ofHundred={ofHundred} />
      </div>
    );
  const plain = plainWords(criterion, about, language);
  return (
    <div className="criterion-reading">
      <p className="criterion-sentence">
        <strong>{plain?.sentence ?? criterionSentence(criterion, language)}</strong>{' '}
        {plain ? <span className="sl-muted">{metricTerm(criterion, language)}</span> : null}
      </p>
      {plain?.example ? <p className="sl-muted sl-small">{plain.example}</p> : null}
      <PowerLine criterion={criterion} {...cost} />
    </div>
  );
}

/** Said at once, not when the exam is sealed; “90” of a share is asked back. */
function OutOfRange({ criterion, ofHundred }: { criterion: Criterion; ofHundred: boolean }) {
  const { t, language } = useWords();
  const { figure } = useFormats();
  const { metric, threshold } = criterion;
  const [least, most] = criterionNames.find(({ id }) => id === metric)?.range ?? [null, null];
  const outcome = t(`scenarios.wizard.${foregone(criterion) ?? 'never_met'}`);
  const range =
    least === null
      ? t('scenarios.wizard.range_to', { most: figure(most) })
      : most === null
        ? t('scenarios.wizard.range_from', { least: figure(least) })
        : t('scenarios.wizard.range', { least: figure(least), most: figure(most) });
  return (
    <p className="criterion-wrong" role="alert">
      <Icon name="warning" />{' '}
      {ofHundred
        ? t('scenarios.wizard.out_of_hundred', { outcome })
        : t('scenarios.wizard.out_of_range', { metric: metricName(metric, language), range, outcome })}
      {!ofHundred && most === 1 && threshold > 1 && threshold <= 100
        ? t('scenarios.wizard.as_percent', { figure: figure(threshold) })
        : null}
    </p>
  );
}
