import type { certificateDeeds } from '../certificates.js';
import type { DeedWords } from '../words/of-lives.js';

export const called = {
  certificate: '证书',
} as const;

export const deed = {
  certificate: {
    watch: { label: '列入观察', says: '公开页面显示存疑，并请供给方说明。' },
    clear: { label: '解除观察', says: '疑问已澄清，证书恢复有效。' },
    answer: { label: '说明情况', says: '您的说明随证书留存，由实验室决定后续处理。' },
    suspend: { label: '暂停证书', says: '证书页面将公开显示“已暂停”和理由。' },
    reinstate: { label: '恢复证书', says: '证书恢复有效并公开显示。' },
    revoke: { label: '撤销证书', says: '证书永久失效，公开显示理由；不可恢复。' },
  },
} as const satisfies DeedWords<{ certificate: typeof certificateDeeds }>;

export const event = {
  certificate: {
    drifted: '现场值偏离实验室值',
    watch_failed: '未能列入观察，待实验室处理',
    tried_again: '实验室重新开始处理',
    answered: '供给方已说明情况',
    issued: '证书已签发',
    watched: '证书列入观察',
    cleared: '证书解除观察',
    suspended: '证书已暂停',
    reinstated: '证书已恢复',
    expired: '证书已到期',
    revoked: '证书已撤销',
  },
} as const;

export const next = {
  certificate: {
    valid: '任何人可以凭编号核验；到期自动失效。',
    watch: '供给方说明情况，实验室在十个工作日内决定解除观察或暂停。',
    suspended: '由实验室决定恢复或撤销；在此之前不可引用。',
    expired: '不可再引用；需要的请以新的运行重新取得。',
    revoked: '永久失效，不可再引用。',
  },
} as const;
