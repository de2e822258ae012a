/** What is said of an acceptance on the lab's pages and on the paper alike. */
export const acceptance = {
  phase: { midterm: '中期评估', final: '终期验收' },
  decision: { continue: '继续', adjust: '调整后继续', accept: '验收通过', reject: '验收不通过' },
  score: { 1: '1 差', 2: '2 较差', 3: '3 一般', 4: '4 较好', 5: '5 好' },
  cannot_tell: '无法判断',
  owner: { vendor: '供给方', department: '需求单位' },
  audience: { staff: '基层人员', public: '公众' },
  part: { practice: '实战中管用', front_line: '基层干部爱用', citizens: '群众感到受用' },
  question: {
    staff: {
      does_the_job: '它在日常工作中真正解决问题',
      reliable: '它运行稳定，结果可信',
      saves_time: '它减轻了我的工作负担',
      would_keep: '我愿意继续使用',
    },
    public: {
      noticed: '我感受到了变化',
      better: '服务比以前更好',
      no_trouble: '它没有给我带来麻烦',
      would_continue: '我希望继续这样做',
    },
  },
  design: {
    shadow: '先影子运行，再正式启用',
    before_after: '启用前后对比（间断时间序列）',
    control_sites: '与对照地点对比（双重差分）',
  },
} as const;
