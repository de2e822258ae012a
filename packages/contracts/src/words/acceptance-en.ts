import type { acceptance as zh } from './acceptance-zh.js';
import type { Same } from './same.js';

export const acceptance: Same<typeof zh> = {
  phase: { midterm: 'Mid-term review', final: 'Final acceptance' },
  decision: {
    continue: 'Goes on',
    adjust: 'Goes on with changes',
    accept: 'Accepted',
    reject: 'Not accepted',
  },
  score: { 1: '1 poor', 2: '2 weak', 3: '3 fair', 4: '4 good', 5: '5 very good' },
  cannot_tell: 'Cannot be told',
  owner: { vendor: 'Vendor', department: 'Department' },
  audience: { staff: 'Front-line staff', public: 'The public' },
  part: {
    practice: 'Works in practice',
    front_line: 'Liked by the front line',
    citizens: 'Felt by the public',
  },
  question: {
    staff: {
      does_the_job: 'It solves the problem in daily work',
      reliable: 'It runs steadily and can be relied on',
      saves_time: 'It saves me work',
      would_keep: 'I want to keep using it',
    },
    public: {
      noticed: 'I have noticed the change',
      better: 'The service is better than before',
      no_trouble: 'It has caused me no trouble',
      would_continue: 'I want it to go on',
    },
  },
  design: {
    shadow: 'In shadow first, then in effect',
    before_after: 'Before and after (interrupted time series)',
    control_sites: 'With control sites (difference in differences)',
  },
};
