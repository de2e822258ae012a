export const called = {
  case: '案例',
} as const;

export const deed = {
  case: { publish: { label: '公开案例', says: '案例将对所有访客公开；选择匿名的单位名称不显示。' } },
} as const;

export const event = {
  case: {
    drafted: '案例已起草',
    created: '案例已起草',
    written: '案例已撰写',
    published: '案例已公开',
    names_told: '同意向申请推广的单位告知名称',
    pack_asked: '实验室征求对外推广包的同意',
    pack_agreed: '同意对外推广包',
    pack_written: '推广包已签发',
    pack_withdrawn: '推广包已撤回',
  },
} as const;

export const next = {
  case: {
    draft: '由需求单位写明经验并同意公开，再由实验室公开。',
    published: '其他单位可以据此申请复制推广（验收通过的案例）。',
  },
} as const;
