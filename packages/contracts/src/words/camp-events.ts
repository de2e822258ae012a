import type { Same } from './same.js';

/** What became of camps and of people's places in them. */
export const campEventsZh = {
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
export const campEventsEn: Same<typeof campEventsZh> = {
  camp: {
    created: 'Camp drafted',
    revised: 'Camp revised',
    announced: 'Camp open for sign-up',
    started: 'Camp begun',
    session_near: 'A session begins within 24 hours',
    finished: 'Camp finished; completion is measured',
    cancelled: 'Camp cancelled',
  },
  trainee: {
    seated: 'Signed up and has a seat',
    queued: 'Signed up for the waiting list',
    moved_up: 'Moved up from the waiting list',
    withdrawn: 'Withdrew from the camp',
    released: 'The camp ended or was cancelled without a seat for them',
    fell_short: 'What the camp asks was not completed',
    certified: 'Completed; the certificate is signed',
    revoked: 'Certificate of completion revoked',
  },
};
