import type { packDeeds } from '../replication-packs.js';
import type { DeedWords } from '../words/of-lives.js';

export const called = {
  replication_pack: '推广包',
  foreign_pack: '外来推广包',
  trusted_lab: '互认实验室',
} as const;

export const deed = {
  replication_pack: {
    ask: {
      label: '制作推广包',
      says: '原单位和供给方将收到通知；双方都同意后，实验室签发推广包。匿名案例的单位名称会写入包内。',
    },
    agree: {
      label: '同意',
      says: '双方都同意后实验室签发推广包，包内含双方名称、需求模板、数字、费用和约定，可交给其他实验室。',
    },
    withdraw: {
      label: '撤回推广包',
      says: '推广包不再提供下载；已经下载的无法收回。理由对双方和实验室可见。',
    },
  },
  foreign_pack: {
    take: { label: '导入为草稿', says: '为采用单位生成需求草稿，为供给方生成算法草稿；采用单位将收到通知。' },
    undo: { label: '撤销导入', says: '删除由此生成且无人修改的草稿；已被修改或使用的，不能撤销。' },
    discard: { label: '弃置', says: '推广包从列表中移除，需要时可以重新导入。' },
    arrange: { label: '建立评测草稿', says: '以推广包的方案在所选数据上建立评测基准草稿，封存前可以修改。' },
  },
  trusted_lab: {
    pin: { label: '登记实验室', says: '此后接受由这些公钥签署的推广包。' },
    end: { label: '停止信任', says: '不再接受该实验室的推广包；已导入的保留，证书不再认可。' },
  },
} as const satisfies DeedWords<{ replication_pack: typeof packDeeds }>;

export const event = {
  foreign_pack: {
    received: '外来推广包已接收',
    arranged: '已按外来推广包建立评测草稿',
    taken: '外来推广包已生成草稿',
    undone: '外来推广包生成的草稿已撤销',
    discarded: '外来推广包已弃置',
  },
  trusted_lab: { pinned: '互认实验室已登记', ended: '已停止信任互认实验室' },
} as const;
