import type { Same } from '../i18n.js';
import type { inbox as zh } from '../zh/inbox.js';

export const inbox: Same<typeof zh> = {
  title: 'Inbox',
};
