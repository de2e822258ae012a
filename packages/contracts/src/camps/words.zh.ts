import type { campDeeds, traineeDeeds } from '../camps.js';
import type { DeedWords } from '../words/of-lives.js';

export const called = {
  camp: '人才实训',
  trainee: '实训学员',
} as const;

export const deed = {
  camp: {
    announce: { label: '公布并开始报名', says: '所有人可见；从现在起可以报名。', field: '说明' },
    start: { label: '开课', says: '报名截止，学员可以提交习题。', field: '说明' },
    finish: { label: '结束实训', says: '按出勤和习题核算结业并签发证书，不可恢复。', field: '说明' },
    cancel: { label: '取消实训', says: '学员将收到通知并看到理由，不可恢复。', field: '理由（公开）' },
  },
  trainee: {
    withdraw: { label: '退出实训', says: '名额由候补学员递补。', field: '说明' },
    revoke: { label: '撤销结业证书', says: '证书永久失效，公开显示理由；不可恢复。', field: '理由（公开）' },
  },
} as const satisfies DeedWords<{ camp: typeof campDeeds; trainee: typeof traineeDeeds }>;

export const event = {
  camp: {
    created: '已起草实训',
    revised: '已修改实训安排',
    announced: '实训开始报名',
    started: '实训开始',
    session_near: '课程将在 24 小时内开始',
    finished: '实训结束，开始核算结业',
    cancelled: '实训已取消',
  },
  trainee: {
    seated: '已报名并录取',
    queued: '已报名，进入候补',
    moved_up: '候补转为录取',
    withdrawn: '已退出实训',
    released: '实训结束或取消，未录取',
    fell_short: '未达结业要求',
    certified: '已结业，证书已签发',
    revoked: '结业证书已撤销',
  },
} as const;

export const next = {
  camp: {
    draft: '公布后开始报名。',
    announced: '报名先到先得，满额后进入候补；开课后不再接受报名。',
    running: '出勤由讲师登记，习题可随时提交；结束后统一核算。',
    finished: '按出勤和习题自动核算，达到要求的签发结业证书。',
    cancelled: '已报名的学员均已通知。',
  },
  trainee: {
    waiting: '有人退出时按顺序递补。',
    seated: '按时出勤并完成习题，实训结束时自动核算。',
    withdrawn: '报名期内可以重新报名。',
    released: '可以报名下一期。',
    fell_short: '可以报名下一期。',
    certified: '任何人可以凭签名文件核验。',
    revoked: '永久失效。',
  },
} as const;
