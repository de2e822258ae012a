import type { Role } from '@scenario-lab/domain/actor';
import type { Words } from '../http/route-sentences.js';
import type { Language } from '../http/route-words.js';

const roles: Record<Role, Words> = {
  vendor: ['供给方', 'vendor'],
  department: ['需求单位', 'department'],
  operator: ['实验室运营', 'lab operator'],
  reviewer: ['复核员', 'reviewer'],
  broker: ['场景经理人', 'scenario broker'],
  admin: ['管理员', 'lab admin'],
  observer: ['观察员', 'observer'],
};
export const roleWords = (role: Role, language: Language) => roles[role][language === 'zh' ? 0 : 1];

/** What the pages say around the rows. */
export const words = {
  zh: {
    title: '场景实验室接口说明',
    document: 'OpenAPI 3.1 文档（JSON）',
    other: 'English',
    home: '返回实验室',
    version: (version: string) => `版本 ${version}`,
    features: '按功能查阅',
    all: '全部功能',
    who: '谁可以调用',
    public: '任何人，无需登录',
    signed_in: '任何登录用户',
    site_token: '持试点现场令牌者',
    fine: '；具体还取决于事项的归属与状态',
    parameters: '参数',
    body: '请求内容',
    answer: '应答',
    fields: (number: number) => `${number} 个字段`,
    required: '必填',
    none: '无内容',
    stream: '数据流或文件',
    example: '示例',
    example_answer: '应答示例',
    routes: (number: number) => `${number} 个接口`,
    essentials: '通用约定',
    list: '、',
  },
  en: {
    title: 'Scenario Lab API reference',
    document: 'OpenAPI 3.1 document (JSON)',
    other: '中文',
    home: 'Back to the lab',
    version: (version: string) => `Version ${version}`,
    features: 'By feature',
    all: 'All features',
    who: 'Who may call it',
    public: 'Anybody, without signing in',
    signed_in: 'Anybody who has signed in',
    site_token: 'The holder of a pilot’s field token',
    fine: '; whose the thing is and how it stands have the last word',
    parameters: 'Parameters',
    body: 'Body',
    answer: 'Answer',
    fields: (number: number) => (number === 1 ? '1 field' : `${number} fields`),
    required: 'required',
    none: 'no content',
    stream: 'a stream or a file',
    example: 'Example',
    example_answer: 'Example of an answer',
    routes: (number: number) => (number === 1 ? '1 route' : `${number} routes`),
    essentials: 'What holds everywhere',
    list: ', ',
  },
};

/** What holds for every route: heading and sentence. */
export const essentials: Record<Language, readonly (readonly [heading: string, text: string])[]> = {
  zh: [
    [
      '身份',
      '浏览器用登录后的会话 Cookie；程序用访问令牌：Authorization: Bearer slt_…，在“账号”页或用 POST /api/tokens 创建。令牌代表创建者和其机构，权限与本人相同。',
    ],
    [
      '出错',
      '出错时应答为 application/problem+json：status、code、detail、requestId，输入有误时 errors 逐项指出位置。code 不变，可供程序判断；requestId 与 X-Request-Id 相同，联系实验室时请附上。看不到的事项与不存在的事项应答相同（404）。',
    ],
    [
      '分页',
      '列表应答 items、next、total；把 next 作为 cursor 传回即得下一页，末页 next 为 null。total 最多计到 10,000。',
    ],
    [
      '不覆盖他人的修改',
      '可共同编辑的内容读取时带 ETag；保存时在 If-Match 中传回，若此间他人已保存，则拒绝（412 changed_meanwhile）。不带 If-Match 即直接覆盖。',
    ],
    [
      '重复发送',
      '登录后的 POST 可带 Idempotency-Key（1 至 255 个可打印 ASCII 字符）。24 小时内，同一调用者对同一接口的同一键只执行一次：重发得到原应答（Idempotency-Replayed: true），内容不同则拒绝（422 key_reused），首次结果无从得知时也拒绝（409 outcome_unknown）。被拒绝的请求没有产生任何效果，可用原键重发。',
    ],
    [
      '次数限制',
      '登录、改密和注册有次数限制，被拒的应答带 RateLimit、RateLimit-Policy 和 Retry-After（429）。',
    ],
    ['上传', '文件按 tus 1.0 协议续传：POST /api/uploads，然后 PATCH；中断后用 HEAD 查询已收到的字节数。'],
    ['实时动态', 'GET /api/live 以服务器推送事件（SSE）告知有变化的事项；内容请重新读取。'],
  ],
  en: [
    [
      'Who is calling',
      'A browser has the session cookie of its sign-in; a program sends an API token, Authorization: Bearer slt_…, made on the account page or by POST /api/tokens. A token stands for its maker in one organisation and may do what that person may.',
    ],
    [
      'Refusals',
      'A refusal is application/problem+json: status, code, detail, requestId, and for wrong input errors, each naming its place. The code does not change and is for programs; requestId equals X-Request-Id, hand it on when asking the lab. What one may not see answers like what is not there (404).',
    ],
    [
      'Pages',
      'A list answers items, next and total; hand next back as cursor for the following page, null ends it. total is counted up to 10,000.',
    ],
    [
      'Not overwriting others',
      'What several people edit is read with an ETag. Saved with it in If-Match, it is refused where somebody has saved in between (412 changed_meanwhile). Without If-Match it is overwritten.',
    ],
    [
      'Sending again',
      'A POST of somebody who has signed in may carry an Idempotency-Key (1 to 255 printable ASCII characters). Within 24 hours a caller’s key does a route once: sent again it gets the first answer (Idempotency-Replayed: true), with another body it is refused (422 key_reused), and where nobody knows what became of the first it is refused as well (409 outcome_unknown). A refused request did nothing and may be sent again with its key.',
    ],
    [
      'Limits',
      'Signing in, changing a password and registering are limited; a refused answer carries RateLimit, RateLimit-Policy and Retry-After (429).',
    ],
    [
      'Uploads',
      'Files are sent by the resumable protocol tus 1.0: POST /api/uploads, then PATCH; after an interruption HEAD says how much has arrived.',
    ],
    ['Live', 'GET /api/live tells by server-sent events which things have changed; read them anew.'],
  ],
};
