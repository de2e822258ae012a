/** What a threshold costs: rows an exam needs, and the chance those at hand give. */
export const power = {
  needs_rows:
    '要有八成机会看出一个实际达到 {{hoped}} 的程序已满足要求，约需 {{rows}} 行测试数据（按每家最多看 {{looks}} 次成绩计）。',
  needs_positives:
    '要有八成机会看出一个实际达到 {{hoped}} 的程序已满足要求，测试数据中约需 {{rows}} 例真实情况（按每家最多看 {{looks}} 次成绩计）。',
  have_rows: '现有约 {{have}} 行，机会约 {{chance}}。',
  have_positives: '现有约 {{have}} 例，机会约 {{chance}}。',
  what_helps: '可放宽要求、提高期望或增加数据。',
  flat: '期望与要求之间没有余量，多少数据都无法判定。请放宽要求或提高期望。',
  too_many: '需要 20 万行以上测试数据，实际难以做到。请放宽要求或提高期望。',
  spread:
    '需要多少数据取决于各次误差的差异，测试前无从得知；至少要有 20 个互不相关的样本，样本越多把握越大。',
  group: '按组判定：把握取决于各组之间的差异，测试前无从得知；至少要有 20 组，组越多把握越大。',
  block: '按时间段判定：把握取决于各时段之间的差异，测试前无从得知；至少要有 20 段，时间越长把握越大。',
  once: '整次运行只测量一次，与数据多少无关。',
  largest: '直接与最大的一次误差比较，不留余量；数据越多，越可能遇到一次大的误差。',
} as const;
