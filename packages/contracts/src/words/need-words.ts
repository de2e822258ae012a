import type { Same } from './same.js';

/** What pages, papers and the command line say of needs, and of needs made of several. */
export const needStatusZh = {
  scenario: {
    draft: '草稿',
    in_review: '审核中',
    published: '已发布',
    returned: '已退回',
    closed: '已截止',
    archived: '已归档',
    withdrawn: '已撤回',
  },
  joint_need: {
    proposed: '待各单位答复',
    agreed: '各方同意，待起草',
    drafted: '已起草',
    joined: '已发布',
    dissolved: '已终止',
  },
} as const;
export const needStatusEn: Same<typeof needStatusZh> = {
  scenario: {
    draft: 'Draft',
    in_review: 'In review',
    published: 'Published',
    returned: 'Returned',
    closed: 'Closed',
    archived: 'Archived',
    withdrawn: 'Withdrawn',
  },
  joint_need: {
    proposed: 'Departments are asked',
    agreed: 'Agreed, to be drafted',
    drafted: 'Drafted',
    joined: 'Published',
    dissolved: 'Dissolved',
  },
};

/** What became of joint needs. */
export const jointEventsZh = {
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
export const jointEventsEn: Same<typeof jointEventsZh> = {
  joint_need: {
    proposed: 'The lab proposed a joint need',
    member_agreed: 'A department agreed to join',
    member_declined: 'A department declined to join',
    member_left: 'A department left',
    lead_passed: 'The leading department left; the next one leads',
    widened: 'Further departments were asked to join',
    settled: 'All who stay have agreed',
    drafted: 'Joint need drafted',
    unsettled: 'A department left after the draft: to be drafted anew',
    joined: 'Joint need published; the departments’ own needs are joined into it',
    dissolved: 'Joint need dissolved',
  },
};
