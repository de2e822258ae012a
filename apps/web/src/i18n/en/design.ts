import { acceptance } from '@scenario-lab/contracts/words/acceptance-en';
import type { Same } from '@scenario-lab/contracts/words/same';
import type { design as zhDesign } from '../zh/design.js';

export const design: Same<typeof zhDesign> = {
  title: 'How the field is compared',
  says: 'Named before it begins, so that nobody picks the comparison by what it says. Changed after the start it needs both sides, and that is said beside the result.',
  kind: 'Comparison',
  kinds: {
    none: 'None: with target and baseline alone',
    ...acceptance.design,
  },
  kind_says: {
    shadow:
      'Until it takes effect the certified version runs beside today’s practice without effect; what is measured then is told apart and does not count for acceptance.',
    before_after:
      'What is measured before it takes effect is today’s practice: it is compared with and does not count for acceptance. Either side needs 14 days for an interval.',
    control_sites:
      'Control sites keep to today’s practice; their values are compared with and do not count for acceptance. Either side of the day needs four weeks for an interval. Each value must name its site.',
  },
  from: 'In effect from',
  controls: 'Control sites',
  assumption: 'What must hold',
  assumption_help: {
    before_after: 'Such as: nothing else is rebuilt at that time, and the season changes little.',
    control_sites: 'Such as: without the new solution both kinds of site would have gone alike.',
  },
  three: 'The same metric in the lab, in shadow and in the field',
  three_says: 'Lines: intervals at 95 %; upright: the target {{target}}.',
  where: { lab: 'Lab', shadow: 'Shadow', field: 'Field' },
  method: {
    difference_in_differences: 'Difference in differences',
    interrupted_series: 'Interrupted time series',
  },
  verdict: { unsure: 'Cannot be told yet', better: 'Improved', worse: 'Worsened' },
  effect: 'Change since it is in effect: {{effect}} (in brackets the interval at 95 %).',
  line: {
    value: 'Sites in effect',
    control: 'Control sites',
    expected: 'Expected without it',
    from: 'in effect from {{day}}',
  },
  sides: {
    difference_in_differences:
      '{{before}} weeks before, {{after}} after; weekly means, interval by Welch’s t.',
    interrupted_series:
      '{{before}} days before, {{after}} after; segmented regression, standard errors by Newey and West for days that are alike.',
  },
  too_few: 'There is too little data for an interval.',
  trend_still: 'Before, it moved by {{trend}} a week: no trend to be seen.',
  trend_moves: 'Before, it already moved by {{trend}} a week: what must hold is in doubt.',
  jump: 'At once {{jump}}, and {{slope}} more each week.',
  assumed: 'Assumed: {{assumption}}',
  changed: 'The comparison was changed after the start ({{when}}), which weakens what it shows.',
};
