/** What mail says, per language. `{{name}}` stands for what is put in. */
export const mailWords = {
  zh: {
    subjectOne: '【{{lab}}】{{title}}：{{event}}',
    subjectMany: '【{{lab}}】{{count}} 条新消息',
    more: '另有 {{count}} 条，见：',
    why: '您收到这封邮件，是因为您在{{lab}}登记了此邮箱。接收哪些消息、何时接收，可在这里设置：',
  },
  en: {
    subjectOne: '[{{lab}}] {{title}}: {{event}}',
    subjectMany: '[{{lab}}] {{count}} notices',
    more: '{{count}} more at',
    why: 'You get this mail because this address is yours at {{lab}}. Choose what you are told, and when, at',
  },
} as const;

/** What a robot in a group chat says. */
export const webhookWords = {
  zh: {
    head: '【{{lab}}】{{organisation}}：',
    line: '{{title}}：{{event}}',
    test: '这是一条测试消息，收到即表示接收正常。',
    more: '另有 {{count}} 条，请登录查看。',
  },
  en: {
    head: '[{{lab}}] {{organisation}}:',
    line: '{{title}}: {{event}}',
    test: 'This is a test: whoever reads it will be told.',
    more: '{{count}} more; sign in to read them.',
  },
} as const;

/** The mail that proves an address goes out before anybody could choose a language: it is in both. */
export const proofWords = {
  subject: '【{{zh}}】请确认邮箱 · [{{en}}] Confirm your address',
  text: [
    '请在两天内打开下面的链接，确认这是您的邮箱。确认之后，实验室才会向它发送消息。如果不是您本人登记的，请忽略这封邮件。',
    'Open this link within two days to confirm that the address is yours. Only then will the lab send notices to it. If it was not you who gave it, ignore this mail.',
    '{{link}}',
  ].join('\n\n'),
} as const;

/** The mail to whoever wants to join an organisation by the domain of an address. */
export const joiningWords = {
  subject: '【{{zh}}】请确认加入 · [{{en}}] Confirm that you join',
  text: [
    '有人用此邮箱申请加入“{{zh}}”。如果是您本人，请在两天内打开下面的链接继续。如果不是，请忽略这封邮件，不会有任何变化。',
    'Somebody gave this address to join “{{en}}”. If it was you, open this link within two days to go on. If not, ignore this mail: nothing happens.',
    '{{link}}',
  ].join('\n\n'),
} as const;

/** The mail that follows an owner's nod: an invitation to whoever has no account yet. */
export const invitedWords = {
  subject: '【{{zh}}】已同意您加入 · [{{en}}] You are let in',
  text: [
    '“{{zh}}”已同意您加入。请在十四天内打开下面的链接，设置姓名和密码。',
    '“{{en}}” lets you in. Open this link within fourteen days to set your name and a password.',
    '{{link}}',
  ].join('\n\n'),
} as const;

/** A survey by mail: whoever gets it may have no account, so it is in both languages. */
export const surveyWords = {
  subject: '【{{zh}}】请您回答四个问题 · [{{en}}] Four questions about a pilot',
  reminder: '【{{zh}}】提醒：请您回答四个问题 · [{{en}}] Reminder: four questions about a pilot',
  text: [
    '{{departmentZh}}就试点“{{titleZh}}”请您回答四个问题，约一分钟，{{until}} 前有效。',
    '{{departmentEn}} asks you four questions about the pilot “{{titleEn}}”. It takes about a minute, until {{until}}.',
    '{{link}}',
    '链接只能用一次，请勿转发。答卷不记录姓名、时间和链接，任何人都看不到谁答了什么。您的邮箱只用来发这封信和至多一次提醒：答完、提醒发出或问卷结束后即删除，期间也不向任何人显示。不想再收到提醒，请打开上面的链接，选择“不再提醒我”。',
    'The link works once; please do not pass it on. Your answer keeps no name, hour or link: nobody can see who said what. Your address serves this letter and one reminder at most; it is deleted once you have answered, the reminder is sent or the survey has ended, and is shown to nobody meanwhile. If you want no reminder, open the link above and choose “Do not remind me”.',
  ].join('\n\n'),
} as const;

/** A ticket's reporter is asked by mail. No words of the report: anybody may type anybody's address. */
export const ticketWords = {
  subject: '【{{zh}}】请您评价一件工单的办理结果 · [{{en}}] How was your report handled?',
  text: [
    '您反映的问题（编号 {{number}}）已由{{departmentZh}}于 {{closed}} 办结。问题解决了吗？是否满意？请打开下面的链接回答两个问题，有效至 {{until}}。回答“未解决”的，将重新办理。',
    'The matter you reported (number {{number}}) was closed by {{departmentEn}} on {{closed}}. Is it resolved, and are you satisfied? Please answer two questions at the link below, until {{until}}. If you say it is not resolved, it will be taken up again.',
    '{{link}}',
    '链接只属于您，请勿转发。每次办结只发这一封信；您的邮箱不向任何人显示，答完或到期即删除。如果您没有反映过问题，或不想再收到此类邮件，请打开链接，选择“不再给我写信”。',
    'The link is yours alone; please do not pass it on. This is the only letter about this closing; your address is shown to nobody and deleted once you have answered or the link has run out. If you reported nothing, or want no more such letters, open the link and choose “Do not write to me any more”.',
  ].join('\n\n'),
} as const;

/** `words` with each `{{name}}` replaced. */
export const fill = (words: string, given: Readonly<Record<string, string | number>>): string =>
  words.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(given[name] ?? ''));
