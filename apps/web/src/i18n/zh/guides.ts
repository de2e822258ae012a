export const guides = {
  title: '使用指南',
  lead: '按您的工作选一份；命令行指南适合所有提交算法的人。',
  on_this_page: '本页内容',
  not_there: '没有这份指南。',
  all: '全部指南',
  copy: '复制',
  name: {
    vendor: '供给方',
    department: '需求单位',
    lab: '实验室',
    cli: '命令行',
    api: '接口文档',
  },
  says: {
    vendor: '从注册、展示能力、试跑到取得证书',
    department: '把问题写成需求和测试，选择、试点、验收',
    lab: '审核、封存、复核、证书管理',
    cli: '在自己的机器上试跑、提交、核验报告',
    api: '全部接口的说明，供程序使用',
  },
} as const;
