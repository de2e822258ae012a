import type { accessRequestDeeds } from '../access.js';
import type { grantDeeds } from '../grants.js';
import type { DeedWords } from '../words/of-lives.js';

export const called = {
  access_request: '数据使用申请',
  grant: '数据合约',
} as const;

export const deed = {
  access_request: {
    approve: { label: '批准', says: '申请单位将在所申请期限内获得授权；每次使用都会留痕并可查看。' },
    refuse: { label: '不批准', says: '申请单位将看到理由，可以重新申请。' },
    ask_info: { label: '要求补充', says: '申请单位将看到您的问题并补充说明。' },
    give_info: { label: '补充说明', says: '数据提供方将看到您的补充，申请回到待审批。' },
    withdraw: { label: '撤回申请', says: '申请作废，数据提供方会收到通知。' },
  },
  grant: {
    revoke: {
      label: '撤销授权',
      says: '使用该授权的在途测试会被取消，不扣查看次数；数据作业随即终止，尚未下载的结果不能再下载；被授权单位将看到理由。',
    },
    ask_match: { label: '申请计数', says: '数据提供方逐次同意后，双方各自提交盲化结果；每个版本只答一次。' },
    agree_match: { label: '同意这次计数', says: '双方提交盲化结果后得出带噪声的计数，双方看到同一个数。' },
    decline_match: { label: '不同意或终止', says: '已提交的盲化结果随即删除；对方会看到理由。' },
    hand_in_match: { label: '提交盲化结果', says: '原始键值和密钥都留在本机。' },
    propose: { label: '提出补充约定', says: '对方确认后生效，此前仍按现行约定执行。' },
    agree: {
      label: '同意',
      says: '新约定立即生效，此后每次使用都按新约定核对；不再允许的使用方式下正在进行的使用随即终止。',
    },
    decline: { label: '不同意', says: '仍按现行约定执行；对方会收到通知。' },
    take_back: { label: '收回', says: '不再待对方确认；仍按现行约定执行。' },
  },
} as const satisfies DeedWords<{ access_request: typeof accessRequestDeeds; grant: typeof grantDeeds }>;

export const event = {
  access_request: {
    submitted: '已提交使用申请',
    info_asked: '要求补充说明',
    info_given: '已补充说明',
    approved: '使用申请已批准',
    refused: '使用申请未批准',
    withdrawn: '使用申请已撤回',
    lapsed: '使用申请已失效',
    exam_sealed: '已依据本授权制作评测',
  },
  grant: {
    issued: '授权已生效',
    renewal_asked: '使用方申请续期',
    match_asked: '申请隐私求交计数',
    match_agreed: '同意隐私求交计数',
    match_declined: '不同意隐私求交计数',
    match_counted: '隐私求交计数完成',
    addendum_proposed: '提出补充约定',
    addendum_agreed: '补充约定已生效',
    addendum_declined: '补充约定未获同意',
    addendum_withdrawn: '补充约定已收回',
    lapsing: '合约即将到期',
    expired: '授权已到期',
    revoked: '授权已撤销',
  },
} as const;

export const next = {
  access_request: {
    submitted: '等待数据提供方审批；所申请的期限届满仍未决定的，申请自动失效。',
    needs_info: '等待申请单位补充说明，之后继续审批。',
    approved: '申请单位在期限内可以使用，每次使用都会留痕。',
    refused: '理由见下；申请单位可以重新申请。',
    withdrawn: '申请已撤回，可以重新申请。',
    lapsed: '所申请的期限已过，未作决定；仍需要的请重新申请。',
  },
} as const;
