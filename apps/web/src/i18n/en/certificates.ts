import type { Same } from '../i18n.js';
import type { certificates as zh } from '../zh/certificates.js';

export const certificates: Same<typeof zh> = {
  title: 'Certificates',
};
