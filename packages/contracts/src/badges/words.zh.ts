import type { badgeDeeds } from '../badges.js';
import type { DeedWords } from '../words/of-lives.js';

export const called = {
  badge: '授牌',
} as const;

export const deed = {
  badge: {
    recommend: { label: '初审通过', says: '条件按当前数字全部满足；由另一人批准。', field: '意见' },
    grant: { label: '批准授牌', says: '随后自动签发并公开，有效期一年。', field: '意见' },
    decline: { label: '不予批准', says: '申请方将看到理由，可改进后重新申请。', field: '理由' },
    withdraw: { label: '撤回申请', says: '申请作废，可以重新申请。', field: '说明' },
    revoke: { label: '撤销授牌', says: '授牌永久失效，公开显示理由；不可恢复。', field: '理由（公开）' },
  },
} as const satisfies DeedWords<{ badge: typeof badgeDeeds }>;

export const event = {
  badge: {
    applied: '已申请授牌',
    recommended: '初审通过，待另一人批准',
    declined: '授牌未获批准',
    withdrawn: '已撤回授牌申请',
    granted: '已批准授牌，待签发',
    issued: '已授牌',
    handed_back: '签发前有条件不再满足，退回初审',
    warned: '授牌条件已调整，按新条件尚有不足',
    watched: '条件不再满足，限期整改',
    cleared: '条件已恢复，授牌有效',
    lost: '逾期未整改，授牌失效',
    expired: '授牌已到期',
    revoked: '授牌已撤销',
  },
} as const;

export const next = {
  badge: {
    applied: '由实验室初审：条件须按当前数字全部满足。',
    recommended: '由实验室另一人批准；批准后自动签发。',
    granted: '签发前再次核对条件，随后公开。',
    valid: '每十分钟核对一次条件；任何人可以凭编号或签名文件核验；到期须重新申请。',
    watch: '在期限内恢复全部条件即恢复有效，逾期失去。',
    lost: '条件恢复后可以重新申请。',
    expired: '需要的请重新申请。',
    revoked: '永久失效。',
    declined: '按理由改进后可以重新申请。',
    withdrawn: '可以重新申请。',
  },
} as const;
