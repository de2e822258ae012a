import { acceptance } from '@scenario-lab/contracts/words/acceptance-zh';

// 现场对比：事先写明，事后不改。
export const design = {
  title: '现场对比方式',
  says: '在试点开始前写明用什么作对比，免得事后挑有利的算法。启动后改动须经双方同意，并在结果旁注明。',
  kind: '对比方式',
  kinds: {
    none: '不作对比，只与目标和基线比较',
    ...acceptance.design,
  },
  kind_says: {
    shadow: '正式启用前，认证版本与现行做法并行运行、不起作用；这段时间的数据单列为影子值，不计入验收。',
    before_after: '正式启用前的数据反映现行做法，只作对比，不计入验收。两侧各需 14 天以上才有区间。',
    control_sites:
      '对照地点始终沿用现行做法，其数据只作对比，不计入验收；启用前后各需四周以上才有区间。每条数据须注明地点。',
  },
  from: '正式启用日',
  controls: '对照地点',
  assumption: '成立的前提',
  assumption_help: {
    before_after: '例如：同期没有其他改造，季节变化不大。',
    control_sites: '例如：没有新方案时，两类地点的走势相同。',
  },
  three: '同一指标：实验室、影子运行、现场',
  three_says: '横线为 95% 区间，竖线为目标 {{target}}。',
  where: { lab: '实验室', shadow: '影子运行', field: '现场' },
  method: { difference_in_differences: '双重差分', interrupted_series: '间断时间序列' },
  verdict: { unsure: '尚不能确定', better: '有改善', worse: '变差' },
  effect: '启用后的变化：{{effect}}（方括号内为 95% 区间）。',
  line: {
    value: '启用地点',
    control: '对照地点',
    expected: '未启用时的预期',
    from: '{{day}}起启用',
  },
  sides: {
    difference_in_differences: '启用前 {{before}} 周、启用后 {{after}} 周；按周平均后以韦尔奇 t 检验求区间。',
    interrupted_series:
      '启用前 {{before}} 天、启用后 {{after}} 天；分段回归，标准误按纽维–韦斯特法计入逐日相关。',
  },
  too_few: '数据还不够，给不出区间。',
  trend_still: '启用前每周变化 {{trend}}，看不出走势。',
  trend_moves: '启用前每周已在变化 {{trend}}，前提存疑，结论须谨慎。',
  jump: '启用当时变化 {{jump}}，此后每周再变化 {{slope}}。',
  assumed: '前提：{{assumption}}',
  changed: '对比方式在试点启动后改过（{{when}}），结论的证明力降低。',
} as const;
