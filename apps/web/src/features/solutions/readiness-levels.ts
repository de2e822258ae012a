import { provenLevels } from '@scenario-lab/contracts/readiness';
import type { Solution } from '@scenario-lab/contracts/solutions';

type Standing = 'proven' | 'documented' | 'claimed' | 'none';
interface LevelLine {
  from: number;
  to: number;
  standing: Standing;
}

type Told = Pick<Solution, 'trl' | 'provenTrl' | 'trlEvidence' | 'measured' | 'provingCases'>;

/**
 * The levels from the highest down to the first: one line for each that something is said of, one for neighbours that nothing is
 * said of. What the lab has seen at a level stands for those below it.
 */
export function levelsOf({ trl, provenTrl, trlEvidence, measured, provingCases }: Told): LevelLine[] {
  const proven = provenTrl ?? 0;
  const seen = new Set<number>();
  if (measured.length > 0) seen.add(provenLevels.result);
  if (measured.some(({ certificateStatus }) => certificateStatus === 'valid'))
    seen.add(provenLevels.certificate);
  if (provingCases.length > 0)
    seen.add(proven >= provenLevels.pilots ? provenLevels.pilots : provenLevels.pilot);
  const standingOf = (level: number): Standing => {
    if (level <= proven) return 'proven';
    const said = trlEvidence.filter((one) => one.level === level);
    if (said.some(({ documented }) => documented)) return 'documented';
    return said.length > 0 ? 'claimed' : 'none';
  };
  const speaks = (level: number) => seen.has(level) || trlEvidence.some((one) => one.level === level);
  const lines: LevelLine[] = [];
  const highest = Math.max(trl, proven, ...trlEvidence.map(({ level }) => level));
  for (let level = highest; level >= 1; level -= 1) {
    const last = lines.at(-1);
    const standing = standingOf(level);
    if (last && !speaks(level) && !speaks(last.from) && last.standing === standing) last.from = level;
    else lines.push({ from: level, to: level, standing });
  }
  return lines;
}
