import type { Same } from '../i18n.js';
import type { access as zh } from '../zh/access.js';

export const access: Same<typeof zh> = {
  title: 'Data access requests',
};
