import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const called: Same<typeof zh.called> = {
  monthly_report: 'Monthly report',
};

export const deed: Same<typeof zh.deed> = {
  monthly_report: {
    sign: {
      label: 'Sign',
      says: 'You have checked these figures. Signed by two they are sealed and cannot be changed.',
    },
    draft: { label: 'Count again', says: 'The month is counted anew; signatures so far fall.' },
  },
};

/** One of it, and several. */
export const noun: { readonly [K in keyof typeof zh.noun]: readonly [one: string, many: string] } = {
  monthly_report: ['monthly report', 'monthly reports'],
};
export const route: Same<typeof zh.route> = {
  'monthly_report.behind': 'Read the list behind a number of a monthly report',
  'monthly_report.draft': 'Count a month’s figures, or count them anew',
  'monthly_report.sign': 'Sign the monthly report',
  'monthly_report.pdf': 'Download the monthly report as PDF',
  'monthly_report.statement': 'Download the signed monthly report (JSON)',
};
