import { camp, trainee } from './camp-deeds.js';
import { catalogue_source } from './catalogue-source-deeds.js';
import { consortiumDeeds } from './consortium-deeds.js';
import { data_request } from './data-request-deeds.js';
import { engagement, pilot, ticket } from './field-deeds.js';
import { field_remark } from './field-remark-deeds.js';
import { grant } from './grant-deeds.js';
import { joint_need } from './joint-need-deeds.js';
import { labDeeds } from './lab-deeds.js';
import { callPanelDeeds, objectionDeed, panelDeed } from './panel-deeds.js';
import { webhook } from './webhook-deeds.js';

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
  favour: {
    offer: {
      label: '同等提供给其他单位',
      says: '其他参与单位都会收到通知，可以要求同样的待遇；台账公开注明时间。',
    },
  },
  clarification: {
    withdraw: { label: '撤回提问', says: '未答复的提问撤回后，需求单位不再看到。' },
    remove: {
      label: '移除提问',
      says: '所有人看到的是移除的理由，不再看到问题和答复。请勿在理由中写出提问者。',
      field: '理由（公开显示）',
    },
    reveal: {
      label: '查看提问者',
      says: '仅用于处理滥用。查看一事记入需求的动态，理由告知提问者。',
    },
  },
  catalogue_import: {
    undo: {
      label: '撤销',
      says: '新增的条目下架，更新的条目恢复原样；此后另有改动的条目保持不变。定期采集的来源随之暂停。',
    },
  },
  access_request: {
    approve: { label: '批准', says: '申请单位将在所申请期限内获得授权；每次使用都会留痕并可查看。' },
    refuse: { label: '不批准', says: '申请单位将看到理由，可以重新申请。' },
    ask_info: { label: '要求补充', says: '申请单位将看到您的问题并补充说明。' },
    give_info: { label: '补充说明', says: '数据提供方将看到您的补充，申请回到待审批。' },
    withdraw: { label: '撤回申请', says: '申请作废，数据提供方会收到通知。' },
  },
  data_job: {
    cancel: { label: '取消作业', says: '程序停止，不保留任何输出；数据提供方会收到通知。' },
  },
  catalogue_source,
  data_request,
  field_remark,
  joint_need,
  grant,
  scenario: {
    submit: { label: '提交发布', says: '实验室将审核这条需求；审核期间内容不可修改。' },
    approve: { label: '通过并发布', says: '需求将对所有访客公开，并开始匹配；联系方式仅登录用户可见。' },
    return: { label: '退回修改', says: '需求退回发布单位，并附上您的意见；访客看不到。' },
    close: { label: '截止', says: '不再接受新的对接；已有对接继续进行，需求仍然公开。' },
    reopen: { label: '延期重开', says: '需求重新接受对接，对所有访客公开。' },
    withdraw: { label: '撤回', says: '需求不再公开，理由会告知已对接的供给方。' },
    archive: { label: '归档', says: '需求归入历史，仍可查阅，不可再修改。' },
  },
  engagement,
  run: {
    cancel: { label: '取消运行', says: '运行停止；程序尚未启动的，不扣查看次数。' },
    requeue: { label: '重新排队', says: '运行重新排队，供给方不因此扣除次数或额度。' },
    publish: {
      label: '公开结果',
      says: '本次运行的报告（取整版）将对所有访客公开，并列入评测基准的成绩榜。公开后不可收回。',
    },
    allow_look: {
      label: '同意该次不计次',
      says: '该次不再占用“两次未计次”的名额；理由将记录在案。',
      field: '理由',
    },
    rerun: { label: '由实验室重测', says: '以相同算法和试题重新执行，不扣任何一方的次数或额度。' },
  },
  review: {
    approve: { label: '复核通过', says: '确认测试过程规范；报告将签发，符合条件的同时签发证书并公开。' },
    reject: { label: '复核不通过', says: '供给方和需求单位将看到您的说明；供给方可以申诉。' },
    ask_info: { label: '要求补充', says: '供给方将看到您的问题并补充说明。' },
    give_info: { label: '补充说明', says: '复核员将看到您的补充，复核继续。' },
    resume: { label: '恢复复核', says: '不再等待供给方补充，按现有材料继续复核；说明会留存。' },
    appeal: { label: '申诉', says: '由另一位复核员重新复核，申诉理由会记录在案。' },
    void: { label: '作废', says: '运行作废，证书同时撤销并公示理由。' },
  },
  camp,
  trainee,
  badge: {
    recommend: { label: '初审通过', says: '条件按当前数字全部满足；由另一人批准。', field: '意见' },
    grant: { label: '批准授牌', says: '随后自动签发并公开，有效期一年。', field: '意见' },
    decline: { label: '不予批准', says: '申请方将看到理由，可改进后重新申请。', field: '理由' },
    withdraw: { label: '撤回申请', says: '申请作废，可以重新申请。', field: '说明' },
    revoke: { label: '撤销授牌', says: '授牌永久失效，公开显示理由；不可恢复。', field: '理由（公开）' },
  },
  certificate: {
    watch: { label: '列入观察', says: '公开页面显示存疑，并请供给方说明。' },
    clear: { label: '解除观察', says: '疑问已澄清，证书恢复有效。' },
    answer: { label: '说明情况', says: '您的说明随证书留存，由实验室决定后续处理。' },
    suspend: { label: '暂停证书', says: '证书页面将公开显示“已暂停”和理由。' },
    reinstate: { label: '恢复证书', says: '证书恢复有效并公开显示。' },
    revoke: { label: '撤销证书', says: '证书永久失效，公开显示理由；不可恢复。' },
  },
  benchmark: {
    agree: {
      label: '确认差异',
      says: '需求单位确认：以此评测基准验证对接，即使它与需求的验收指标不同。说明将公开；基准或需求再有改动，须重新确认。',
      field: '为何不同（公开）',
    },
    seal: { label: '封存并开放', says: '真值移入保险库并运行基线；完成后评测基准对外开放，内容不再变更。' },
    close: { label: '关闭', says: '不再接受新的测试；已有结果和证书不受影响。' },
    retire: { label: '停用', says: '评测基准不再展示；已有证书仍可核验。' },
  },
  pilot,
  survey: {
    remind: {
      label: '提醒未答的人',
      says: '向已收到邮件、尚未回答的人再发一封邮件；每批只提醒一次，发出后其邮箱即删除。',
    },
    close: { label: '结束问卷', says: '链接随即失效，不再接受回答；满 5 份的显示结果。不可恢复。' },
  },
  case: { publish: { label: '公开案例', says: '案例将对所有访客公开；选择匿名的单位名称不显示。' } },
  foreign_pack: {
    take: { label: '导入为草稿', says: '为采用单位生成需求草稿，为供给方生成算法草稿；采用单位将收到通知。' },
    undo: { label: '撤销导入', says: '删除由此生成且无人修改的草稿；已被修改或使用的，不能撤销。' },
    discard: { label: '弃置', says: '推广包从列表中移除，需要时可以重新导入。' },
    arrange: { label: '建立评测草稿', says: '以推广包的方案在所选数据上建立评测基准草稿，封存前可以修改。' },
  },
  trusted_lab: {
    pin: { label: '登记实验室', says: '此后接受由这些公钥签署的推广包。' },
    end: { label: '停止信任', says: '不再接受该实验室的推广包；已导入的保留，证书不再认可。' },
  },
  replication_pack: {
    ask: {
      label: '制作推广包',
      says: '原单位和供给方将收到通知；双方都同意后，实验室签发推广包。匿名案例的单位名称会写入包内。',
    },
    agree: {
      label: '同意',
      says: '双方都同意后实验室签发推广包，包内含双方名称、需求模板、数字、费用和约定，可交给其他实验室。',
    },
    withdraw: {
      label: '撤回推广包',
      says: '推广包不再提供下载；已经下载的无法收回。理由对双方和实验室可见。',
    },
  },
  replication: {
    tell_names: {
      label: '同意告知名称',
      says: '原单位和供给方都同意后，申请单位将看到双方名称；其他人仍看不到。',
    },
    assess: { label: '完成评估', says: '申请单位将看到差异说明。' },
    start_transfer_test: { label: '开始迁移验证', says: '已获证算法将在申请单位自己的封存数据上执行。' },
    reassess: { label: '重新评估', says: '回到评估阶段，申请单位将看到理由。' },
    adopt: { label: '采用', says: '登记采用结果，案例页面的推广次数随之增加。' },
    decline: { label: '不采用', says: '登记理由，原单位和供给方可见。' },
    withdraw: { label: '撤回申请', says: '申请结束，理由对相关单位可见。' },
  },
  list_import: {
    apply: {
      label: '导入可用条目',
      says: '可导入的条目逐条成为草稿，归各单位所有；访客看不到。需更正的条目留待以后导入。',
    },
    undo: {
      label: '撤销导入',
      says: '删除本次生成且无人修改的草稿，以及仅为此新建的机构；有人修改过的保留。',
    },
  },
  edition: {
    submit: { label: '提交发布', says: '条目内容就此固定；实验室另一人核对后发布，或退回修改。' },
    publish: { label: '发布清单', says: '清单编号并对所有访客公开，可下载；发布后内容不再变更。' },
    return: { label: '退回修改', says: '清单退回编制人，并附上您的意见；访客看不到。' },
    withdraw: {
      label: '撤回清单',
      says: '已发布的清单标为“已撤回”，内容和理由仍对访客公开；未发布的不再处理。不可恢复。',
      field: '理由',
    },
  },
  ticket,
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
  webhook,
  ...labDeeds,
} as const;

export const deed_field = {
  remark: '意见（选填）',
  reason: '理由（对方可见）',
  statement: '说明（写入报告）',
  missing: '请填写。',
  too_short: '请至少写 {{least}} 个字。',
} as const;
