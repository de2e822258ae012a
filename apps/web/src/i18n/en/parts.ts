import type { Same } from '@scenario-lab/contracts/words/same';
import type {
  chart as zhChart,
  interval as zhInterval,
  timeline as zhTimeline,
  upload as zhUpload,
} from '../zh/parts.js';

export const timeline: Same<typeof zhTimeline> = {
  title: 'Timeline',
  empty: 'Nothing has happened yet.',
  system: 'System',
  all: 'Show all {{count}}',
};

export const interval: Same<typeof zhInterval> = {
  value: '{{name}} {{value}} {{unit}}',
  no_value: '{{name}} has no value',
  interval: '{{level}} interval {{lower}} to {{upper}}',
  none: 'no interval',
  not_measured: 'not measured yet',
  at_most: 'at most {{threshold}} {{unit}}',
  at_least: 'at least {{threshold}} {{unit}}',
};

export const chart: Same<typeof zhChart> = {
  as_table: 'Table',
  as_drawing: 'Chart',
  histogram:
    'Distribution of {{name}} from {{from}} to {{to}} {{unit}}; densest between {{peakFrom}} and {{peakTo}} with {{rows}} rows',
};

export const upload: Same<typeof zhUpload> = {
  choose: 'Choose a file or drop it here',
  done: 'uploaded; digest computed by the server',
  other: 'Another file',
  pause: 'Pause',
  go_on: 'Go on',
  cancel: 'Cancel upload',
  progress: 'Upload of {{name}}',
  hollow: 'The file is empty: there is nothing to upload. Choose another one.',
  failed: 'The upload broke off. What was sent is kept; you can go on.',
};
