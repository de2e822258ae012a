import type { CardPicture } from '@scenario-lab/contracts/solution-media';
import type { SaveSolution } from '@scenario-lab/contracts/solutions';

/** What a list shows of a card's media. Cards of before there were any have none. */
export function firstPicture(media: SaveSolution['media'] | undefined): CardPicture | null {
  const first = media?.find(({ kind }) => kind === 'picture');
  return first ? { id: first.id, alt: first.alt } : null;
}
