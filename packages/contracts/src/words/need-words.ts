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
