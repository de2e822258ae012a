import type { editionDeeds } from '../editions.js';
import type { DeedWords } from '../words/of-lives.js';

export const called = {
  edition: '清单',
  list_import: '清单导入',
} as const;

export const deed = {
  edition: {
    submit: { label: '提交发布', says: '条目内容就此固定；实验室另一人核对后发布，或退回修改。' },
    publish: { label: '发布清单', says: '清单编号并对所有访客公开，可下载；发布后内容不再变更。' },
    return: { label: '退回修改', says: '清单退回编制人，并附上您的意见；访客看不到。' },
    withdraw: {
      label: '撤回清单',
      says: '已发布的清单标为“已撤回”，内容和理由仍对访客公开；未发布的不再处理。不可恢复。',
      field: '理由',
    },
  },
  list_import: {
    apply: {
      label: '导入可用条目',
      says: '可导入的条目逐条成为草稿，归各单位所有；访客看不到。需更正的条目留待以后导入。',
    },
    undo: {
      label: '撤销导入',
      says: '删除本次生成且无人修改的草稿，以及仅为此新建的机构；有人修改过的保留。',
    },
  },
} as const satisfies DeedWords<{ edition: typeof editionDeeds }>;

export const event = {
  edition: {
    created: '清单开始编制',
    edited: '清单条目已修改',
    submitted: '清单已提交发布',
    returned: '清单已退回',
    published: '清单已发布',
    withdrawn: '清单已撤回',
    files_failed: '实验室未能生成清单文件，须人工处理',
    tried_again: '实验室已重新处理',
  },
  list_import: {
    created: '清单文件已上传',
    applied: '清单条目已导入为草稿',
    undone: '清单导入已撤销',
  },
} as const;

export const next = {
  edition: {
    draft: '选定条目后提交，由实验室另一人核对并发布。',
    in_review: '内容已固定，由实验室另一人核对并发布，或附理由退回。',
    returned: '请按意见修改后重新提交。',
    published: '已公开，内容不再变更；更正请发布新一期。',
    withdrawn: '已撤回，内容和理由仍可查阅。',
  },
} as const;
