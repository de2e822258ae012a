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

/** `words` with each `{{name}}` replaced. */
export const fill = (words: string, given: Readonly<Record<string, string | number>>): string =>
  words.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(given[name] ?? ''));
