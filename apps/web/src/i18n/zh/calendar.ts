import { calendarKindZh } from '@scenario-lab/contracts/words/calendar';

export const calendar = {
  title: '我的日程',
  lead: '与您有关的日期：关注和参与的需求、公开征集、试点、证书、数据授权和待办期限。',
  empty: '目前没有与您有关的日期。关注一个需求，或参与对接之后，日期会列在这里。',
  browse: '查看场景需求',
  past: '已过的日期（{{count}}）',
  today: '今天',
  day_ends: '当日 24:00 止',
  file: '加入日历',
  file_says: '下载本页日期（.ics），可在手机、Outlook 等日历中打开',
  kind: calendarKindZh,
  subscribe: '订阅到自己的日历',
  subscribe_says:
    '生成一个只属于您的地址，手机、Outlook 等日历按它定期读取以上日期；日期有变动时，日历随之更新。地址里没有别人的任何信息。',
  secret: '请现在复制，离开本页后不再显示。知道此地址的人能看到您的日程，请勿转发。',
  make: '生成订阅地址',
  renew: '更换地址',
  revoke: '停用地址',
  renew_says: '更换后，旧地址立即失效，已订阅的日历需按新地址重新添加。',
  revoke_says: '停用后，已订阅的日历不再更新。',
  made: '{{when}}生成，以代表“{{organisation}}”的身份读取。',
  read: '日历最近于{{when}}读取。',
  never_read: '还没有日历读取过。',
  none: '尚未生成。',
  open_here: '在本机日历中打开',
  how: '怎样添加',
  how_phone: '苹果手机、平板',
  how_phone_says:
    '设置 → 日历 → 日历账户 → 添加账户 → 其他 → 添加已订阅的日历，粘贴地址。也可直接点“在本机日历中打开”。',
  how_outlook: 'Outlook',
  how_outlook_says: '日历 → 添加日历 → 从 Internet（网页版为“从 Web 订阅”），粘贴地址。',
  how_wecom: '企业微信、钉钉',
  how_wecom_says:
    '先在手机系统日历中订阅；再在企业微信或钉钉的日程设置里，打开显示手机系统日历的选项。各版本的菜单名称可能略有不同。',
  how_reach:
    '网页版 Outlook 等云端日历由它们的服务器读取地址。实验室只在内网开放时读不到，请改用能连到内网的手机或电脑上的日历。',
} as const;
