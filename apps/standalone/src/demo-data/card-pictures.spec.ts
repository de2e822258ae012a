import { CardMedia } from '@scenario-lab/contracts/solution-media';
import { expect, it } from 'vitest';
import { CARD_PICTURES } from './card-pictures.js';
import { STORY } from './story/story.js';

it('draws pictures for cards that are there, the same each time', () => {
  const slugs = STORY.solutions.map(({ slug }) => slug);
  for (const [slug, pictures] of Object.entries(CARD_PICTURES)) {
    expect(slugs).toContain(slug);
    for (const { draw, fileName } of pictures) {
      const bytes = Buffer.from(draw());
      expect(bytes.toString('latin1', 1, 4), fileName).toBe('PNG');
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1_200, 800]);
      expect(bytes.equals(Buffer.from(draw())), fileName).toBe(true);
    }
    const media = pictures.map(({ alt }, at) => ({
      id: `00000000-0000-4000-8000-00000000000${at}`,
      kind: 'picture',
      alt,
    }));
    expect(CardMedia.safeParse(media).error, slug).toBeUndefined();
  }
});
