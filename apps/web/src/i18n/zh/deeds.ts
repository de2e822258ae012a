import { deed as ofThings } from '@scenario-lab/contracts/words/things-zh';
import { consortiumDeeds } from './consortium-deeds.js';
import { field_remark } from './field-remark-deeds.js';
import { callPanelDeeds, objectionDeed, panelDeed } from './panel-deeds.js';

interface DeedWords {
  label: string;
  /** Who will see what, and whether it can be undone. */
  says: string;
}

/** The four deeds of a catalogue card; what listing and delisting mean differs from kind to kind. */
const card = (name: string, says: { approve: string; delist: string }) =>
  ({
    submit: { label: '提交审核', says: `实验室将审核这张${name}；审核期间内容不可修改。` },
    approve: { label: '通过并上架', says: says.approve },
    return: { label: '退回修改', says: `${name}退回提供方，并附上您的意见；访客看不到。` },
    delist: { label: '下架', says: says.delist },
  }) satisfies Record<string, DeedWords>;

/** Every deed by its row: `deed.<row name>.label`, `.says` and, where the text that goes with it has a name of its own, `.field`. */
export const deed = {
  solution: {
    ...card('能力卡', {
      approve: '能力卡将对所有访客公开。',
      delist: '能力卡不再对访客展示；已有的对接和证书不受影响。',
    }),
    unsee_qualification: {
      label: '收回标记',
      says: '标记不再显示；曾经标记、由谁收回及理由留在能力卡的动态中，提供方会收到通知。',
    },
    see_qualification: { label: '标记为已查看', says: '表示实验室看过这份资质文件；内容修改后须重新查看。' },
  },
  algorithm: {
    ...card('算法卡', {
      approve: '算法卡将对所有访客公开；算法文件不公开。',
      delist: '算法卡不再对访客展示；已有的测试和证书不受影响。',
    }),
    retire_version: {
      label: '停用版本',
      says: '该版本不能再用于新的测试；已有结果和证书不受影响。不可恢复。',
    },
  },
  dataset: {
    ...card('数据卡', {
      approve: '数据卡和统计概况将对所有访客公开；数据本身按开放方式管理。',
      delist: '数据卡不再对访客展示；已有授权和评测基准不受影响。',
    }),
    read_again: {
      label: '重新读取',
      says: '同一份文件按新的读取方式和列说明重新读取，原有统计概况作废；一旦做成评测基准就不能再改。',
    },
    deprecate_version: {
      label: '标为不再推荐',
      says: '理由对所有能看到该版本的人公开；不能再用它新建评测基准，正在使用它的评测基准会显示提示，并请实验室处理。不可恢复。',
      field: '理由（公开显示）',
    },
    retire_version: {
      label: '停用版本',
      says: '该版本永久停用，理由公开显示；仍有评测基准在使用时不能停用。不可恢复。',
      field: '理由（公开显示）',
    },
  },
  call: {
    ...callPanelDeeds,
    seal: {
      label: '定稿并领取钥匙',
      says: '截止时间、标准、权重、报价公式和评审组名单不能再改。随后显示本单位的开启钥匙，只显示一次。',
    },
    open: {
      label: '公开并领取钥匙',
      says: '征集对所有访客公开，供给方可以密封递交。随后显示实验室的开启钥匙，只显示一次。',
    },
    cancel: {
      label: '取消征集',
      says: '已递交的方案不再开启；理由公开。不可恢复。',
      field: '理由（公开显示）',
    },
    fail: {
      label: '登记未成',
      says: '征集结束，理由公开；未开启的方案不再开启。不可恢复。',
      field: '理由（公开显示）',
    },
  },
  panel: panelDeed,
  objection: objectionDeed,
  consortium: consortiumDeeds,
  bid: {
    withdraw: { label: '撤回方案', says: '不参加开启；截止前可以再次递交。撤回一事留有记录。' },
  },
  field_remark,
  organisation: {
    agree_member: {
      label: '同意角色调整',
      says: '由您同意后，拟定的角色立即生效；不同意则作废。本人与提出人均不能同意。',
    },
    agree_invitation: {
      label: '同意邀请',
      says: '由您同意后，邀请方可使用；不同意则作废。本人与提出人均不能同意。',
    },
    verify: {
      label: '认证机构',
      says: '该机构将显示“已认证”标记，可使用他方数据、进行隐藏集测试、公开需求。',
    },
  },
  ...ofThings,
} as const;

export const deed_field = {
  remark: '意见（选填）',
  reason: '理由（对方可见）',
  statement: '说明（写入报告）',
  missing: '请填写。',
  too_short: '请至少写 {{least}} 个字。',
} as const;
