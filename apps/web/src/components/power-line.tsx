import './power-line.css';
import { alphaFor, certifyingLooks, hopedFor } from '@scenario-lab/contracts/criterion-level';
import { type Criterion, criterionNames, foregone, isResource } from '@scenario-lab/contracts/metrics';
import { ENOUGH_POWER, powerForProportion, rowsForPower } from '@scenario-lab/metrics/power';
import { useDeferredValue, useMemo } from 'react';
import { useFormats } from '../i18n/format.js';
import { useWords } from '../i18n/use-words.js';

type Asked = Pick<Criterion, 'metric' | 'direction' | 'threshold' | 'margin'>;
export interface PowerLineProps {
  criterion: Asked;
  /** What is taken for independent; a need that has no data yet is thought of row by row. */
  unit: 'row' | 'group' | 'block';
  looks?: number | undefined;
  /** About how many hidden rows it counts; null: not known. */
  have: number | null;
}

/** What a threshold costs: how many rows the exam needs for it, and what chance those at hand give. */
export function PowerLine({ criterion, unit, looks = certifyingLooks, have }: PowerLineProps) {
  const { t } = useWords();
  const { metric } = criterion;
  const share = criterionNames.find(({ id }) => id === metric)?.share;
  if (isResource(metric)) return <p className="power">{t('power.once')}</p>;
  if (metric === 'max_error') return <p className="power">{t('power.largest')}</p>;
  if (share && foregone(criterion)) return null;
  if (unit !== 'row') return <p className="power">{t(`power.${unit}`)}</p>;
  if (!share) return <p className="power">{t('power.spread')}</p>;
  return <SharePower criterion={criterion} share={share} looks={looks} have={have} />;
}

interface SharePowerProps {
  criterion: Asked;
  share: 'rows' | 'positives';
  looks: number;
  have: number | null;
}

function SharePower({ criterion, share, looks, have }: SharePowerProps) {
  const { t } = useWords();
  const { count, percent } = useFormats();
  const { direction, threshold, margin } = useDeferredValue(criterion);
  const { hoped, needed, chance } = useMemo(() => {
    const alpha = alphaFor(Number.isInteger(looks) && looks >= 1 ? looks : certifyingLooks);
    const asked = { threshold, direction: direction === 'at_least' ? 'higher' : 'lower', alpha } as const;
    const truth = hopedFor({ direction, threshold, margin }, true) ?? threshold;
    return {
      hoped: truth,
      needed: rowsForPower(asked, truth),
      chance: have === null ? null : powerForProportion(asked, truth, have),
    };
  }, [direction, threshold, margin, looks, have]);
  const values = { hoped: percent(hoped), looks };
  // By a margin of nothing no exam sees that a program is better.
  const flat = direction === 'at_least' ? hoped <= threshold : hoped >= threshold;
  if (needed === null)
    return <p className="power power-short">{t(flat ? 'power.flat' : 'power.too_many')}</p>;
  const needs = t(share === 'positives' ? 'power.needs_positives' : 'power.needs_rows', {
    ...values,
    rows: count(needed),
  });
  if (have === null || chance === null) return <p className="power">{needs}</p>;
  const enough = chance >= ENOUGH_POWER;
  return (
    <p className={enough ? 'power' : 'power power-short'}>
      {needs}
      <strong>
        {t(share === 'positives' ? 'power.have_positives' : 'power.have_rows', {
          have: count(have),
          // No chance is told as certain.
          chance: percent(Math.min(0.99, Math.floor(chance * 100) / 100)),
        })}
      </strong>
      {enough ? null : t('power.what_helps')}
    </p>
  );
}
