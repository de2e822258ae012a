import type { Same } from '../i18n.js';
import type { account as zh } from '../zh/account.js';

export const account: Same<typeof zh> = {
  title: 'Your account',
};
