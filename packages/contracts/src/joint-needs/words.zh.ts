import type { jointNeedDeeds } from '../joint-needs.js';
import type { DeedWords } from '../words/of-lives.js';

export const called = {
  joint_need: '联合需求',
} as const;

export const deed = {
  joint_need: {
    propose: {
      label: '征询联合需求',
      says: '所选各单位会收到通知，分别答复是否加入；答复前各自的需求照常公开。',
    },
    ask_more: {
      label: '再征询单位',
      says: '所选单位会收到通知并答复是否加入；各方原已同意的，待新单位答复后再起草。',
    },
    agree: {
      label: '同意加入',
      says: '说明本单位的经费分摊和分工。经费仅参与单位和实验室可见，分工在发布后公开；起草之前可以修改。',
    },
    decline: {
      label: '不加入',
      says: '本单位的需求照常公开，其他单位继续。',
      field: '理由（参与单位和实验室可见）',
    },
    leave: {
      label: '退出联合需求',
      says: '发布之前可以退出。留下的单位不足两家时联合需求终止；已起草的须由牵头单位重新起草。',
      field: '理由（参与单位和实验室可见）',
    },
    draft: {
      label: '起草联合需求',
      says: '由各单位的痛点、从严的验收指标、经费合计和分工生成本单位名下的需求草稿；补充后按通常程序提交发布。',
    },
    dissolve: {
      label: '终止联合需求',
      says: '各单位会收到通知和理由，各自的需求不受影响。',
      field: '理由（参与单位可见）',
    },
  },
} as const satisfies DeedWords<{ joint_need: typeof jointNeedDeeds }>;

export const event = {
  joint_need: {
    proposed: '实验室提出联合需求',
    member_agreed: '一家单位同意加入',
    member_declined: '一家单位不加入',
    member_left: '一家单位退出',
    lead_passed: '牵头单位退出，由下一家牵头',
    widened: '又有单位被征询加入',
    settled: '留下的各方均已同意',
    drafted: '联合需求已起草',
    unsettled: '起草后有单位退出，须重新起草',
    joined: '联合需求已发布，各方原需求并入',
    dissolved: '联合需求已终止',
  },
} as const;

export const next = {
  joint_need: {
    proposed: '各单位正在答复是否加入；全部答复后由牵头单位起草。',
    agreed: '留下的各方均已同意，由牵头单位起草联合需求。',
    drafted: '已成为牵头单位名下的需求，按通常程序补充、提交、审核；发布前各单位可以退出。',
    joined: '联合需求已发布，各方原需求已截止并指向它。',
    dissolved: '联合需求已终止，各单位的需求照常公开。',
  },
} as const;
