import type { Same } from '../i18n.js';
import type { reviews as zh } from '../zh/reviews.js';

export const reviews: Same<typeof zh> = {
  title: 'Review desk',
};
