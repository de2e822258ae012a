/** Words of the shared components. */
export const timeline = {
  title: '动态',
  empty: '还没有动态。',
  system: '系统',
  all: '查看全部 {{count}} 条',
} as const;

export const interval = {
  value: '{{name}} {{value}} {{unit}}',
  no_value: '{{name}} 无数值',
  interval: '{{level}} 置信区间 {{lower}} 至 {{upper}}',
  none: '无置信区间',
  not_measured: '尚未测得',
  at_most: '要求不高于 {{threshold}} {{unit}}',
  at_least: '要求不低于 {{threshold}} {{unit}}',
} as const;

export const chart = {
  as_table: '表格',
  as_drawing: '图形',
  histogram: '{{name}} 的分布，{{from}} 至 {{to}} {{unit}}，最集中于 {{peakFrom}} 至 {{peakTo}}，{{rows}} 行',
} as const;

export const upload = {
  choose: '选择文件，或拖到此处',
  done: '上传完成，校验值由服务器计算',
  other: '更换文件',
  pause: '暂停',
  go_on: '继续',
  cancel: '取消上传',
  progress: '{{name}} 上传进度',
  hollow: '文件是空的，没有内容可上传。请核对后更换文件。',
  failed: '上传中断。已上传的部分保留，可以继续。',
} as const;
