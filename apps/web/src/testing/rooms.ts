import type { Meeting, Meetings } from '@scenario-lab/contracts/meetings';
import type { Room } from '@scenario-lab/contracts/rooms';
import { at, scenario, solution } from './cards.js';
import { department, idOf, vendor } from './people.js';

const digest = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

const meetingFace = {
  note: null,
  at: at(12),
  by: '李科长',
  organisation: department,
  bookUntil: null,
  past: false,
  mine: null,
  agreed: null,
  calledOff: null,
  allowed: [],
};
const visit: Meeting = {
  ...meetingFace,
  id: idOf(745),
  kind: 'visit',
  place: '二号泵站，正门集合',
  note: '请带安全帽和反光背心。',
  slots: [
    {
      id: idOf(746),
      starts: '2026-12-20T01:30:00.000Z',
      minutes: 90,
      full: true,
      seats: 1,
      taken: [
        { id: idOf(747), vendor, who: '陈工等两人', waiting: false, at: at(13) },
        { id: idOf(748), vendor: department, who: '王工', waiting: true, at: at(14) },
      ],
    },
  ],
  allowed: ['meeting.call_off'],
};
const pitch: Meeting = {
  ...meetingFace,
  id: idOf(750),
  kind: 'pitch',
  place: '市水务中心 301 会议室',
  slots: [0, 1, 2].map((slot) => ({
    id: idOf(751 + slot),
    starts: `2026-12-22T0${1 + slot}:00:00.000Z`,
    minutes: 45,
    full: slot === 0,
    seats: null,
    taken: [],
  })),
  allowed: ['meeting.take_seat'],
};
const off: Meeting = {
  ...meetingFace,
  id: idOf(760),
  kind: 'visit',
  place: '一号闸',
  slots: [
    { id: idOf(761), starts: '2026-10-01T01:30:00.000Z', minutes: 60, full: false, seats: 3, taken: [] },
  ],
  calledOff: { by: '李科长', at: at(13), reason: '汛期封闭管理。' },
};
const meetings: Meetings = {
  scenario: { id: scenario.id, title: scenario.title },
  items: [off, visit, pitch],
  underCall: true,
  allowed: ['meeting.offer'],
};

/** The file of an engagement as its department reads it. */
const room: Room = {
  scenario: { id: scenario.id, title: scenario.title },
  solution: { id: solution.id, title: solution.title },
  status: 'validating',
  side: 'department',
  records: [
    {
      id: idOf(710),
      kind: 'agreement',
      text: '数据保密协议',
      file: { name: '保密协议（用印版）.pdf', bytes: 482_113 },
      sha256: digest,
      by: '陈工',
      organisation: vendor,
      at: at(12),
      confirmed: { vendor: { by: '陈工', at: at(12) }, department: null },
      takenBack: null,
      may: ['confirm'],
    },
    {
      id: idOf(711),
      kind: 'decision',
      text: '旁路运行八周，期间不接入调度系统。',
      file: null,
      sha256: digest,
      by: '李科长',
      organisation: department,
      at: at(13),
      confirmed: { vendor: { by: '陈工', at: at(14) }, department: { by: '李科长', at: at(13) } },
      takenBack: null,
      may: [],
    },
    {
      id: idOf(712),
      kind: 'file',
      text: '现场勘察记录',
      file: { name: '勘察记录.docx', bytes: 92_400 },
      sha256: digest,
      by: '李科长',
      organisation: department,
      at: at(14),
      confirmed: { vendor: null, department: { by: '李科长', at: at(14) } },
      takenBack: null,
      may: ['take_back'],
    },
  ],
  tasks: [
    {
      id: idOf(720),
      what: '开通现场访问权限',
      side: 'department',
      person: '李科长',
      due: '2026-10-20',
      late: true,
      by: '陈工',
      organisation: vendor,
      at: at(12),
      ended: null,
      may: ['done'],
    },
    {
      id: idOf(721),
      what: '提交设备清单',
      side: 'vendor',
      person: null,
      due: '2026-12-30',
      late: false,
      by: '李科长',
      organisation: department,
      at: at(12),
      ended: null,
      may: ['dropped'],
    },
    {
      id: idOf(722),
      what: '约定勘察时间',
      side: 'vendor',
      person: null,
      due: '2026-10-09',
      late: false,
      by: '李科长',
      organisation: department,
      at: at(3),
      ended: { how: 'done', by: '陈工', at: at(8), remark: '十月十日上午' },
      may: [],
    },
  ],
  checklists: [
    {
      id: idOf(730),
      title: '进场准备',
      side: 'department',
      person: '李科长',
      by: '李科长',
      at: at(12),
      items: [
        {
          id: idOf(731),
          what: '网络与账号',
          done: { by: '李科长', at: at(13) },
          dropped: null,
          may: ['untick'],
        },
        { id: idOf(732), what: '供电与安装位置', done: null, dropped: null, may: ['tick', 'drop'] },
        {
          id: idOf(733),
          what: '对照数据的起止时间',
          done: null,
          dropped: { by: '李科长', at: at(14) },
          may: [],
        },
      ],
    },
    {
      id: idOf(734),
      title: '进场准备',
      side: 'vendor',
      person: null,
      by: '李科长',
      at: at(12),
      items: [
        { id: idOf(735), what: '设备与软件清单', done: { by: '陈工', at: at(13) }, dropped: null, may: [] },
        { id: idOf(736), what: '值守联系人', done: null, dropped: null, may: ['drop'] },
      ],
    },
  ],
  meetings: [
    {
      ...meetingFace,
      id: idOf(740),
      kind: 'talk',
      place: '视频会议',
      slots: [
        {
          id: idOf(741),
          starts: '2026-12-18T02:00:00.000Z',
          minutes: 45,
          full: true,
          seats: null,
          taken: [],
        },
      ],
      agreed: { vendor: { by: '陈工', at: at(14) }, department: null },
      by: '陈工',
      organisation: vendor,
    },
    visit,
  ],
  underCall: false,
  contacts: [
    {
      side: 'vendor',
      name: '周工',
      note: '合同与设备清单已移交',
      by: '陈工',
      at: at(15),
      now: true,
      gone: false,
    },
    { side: 'department', name: '李科长', note: null, by: '李科长', at: at(5), now: true, gone: true },
    { side: 'vendor', name: '陈工', note: null, by: '陈工', at: at(4), now: false, gone: false },
  ],
  colleagues: [
    { id: idOf(12), name: '李科长' },
    { id: idOf(13), name: '王工' },
  ],
  allowed: [
    'engagement.read_room',
    'engagement.keep_room',
    'engagement.propose_talk',
    'engagement.agree_talk',
    'engagement.hand_over',
    'engagement.export_room',
  ],
};

export const roomHandlers = { 'engagement.read_room': () => room, 'meeting.list': () => meetings };
