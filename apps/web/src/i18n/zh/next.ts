import type { NextWords } from '@scenario-lab/contracts/words/of-lives';
import { next as ofThings } from '@scenario-lab/contracts/words/things-zh';

const card = (listed: string) => ({
  draft: '补全内容后提交实验室审核。',
  in_review: '实验室正在审核；通过后对所有访客公开，否则附意见退回。',
  returned: '请按实验室的意见修改后重新提交。',
  listed,
  delisted: '访客看不到；重新提交并通过审核后再次公开。',
});

/** What happens next in each status, said to somebody who sees the thing for the first time. */
export const next = {
  label: '接下来',
  yours: '轮到您',
  ...ofThings,
  solution: card('已公开：参与匹配，需求单位可以邀请对接。修改会成为新稿，审核通过前仍展示本稿。'),
  algorithm: card('已公开：可用状态的版本可以提交测试。修改会成为新稿，审核通过前仍展示本稿。'),
  dataset: card('已公开：按开放方式取用或申请，可做成评测基准。修改会成为新稿，审核通过前仍展示本稿。'),
  algorithm_version: {
    uploaded: '即将在沙箱中检查文件。',
    inspecting: '正在沙箱中检查，结果会自动显示。',
    ready: '可以在评测基准上提交测试。',
    refused: '检查未通过，原因见下；可换一种方式重新读取，或修改后上传新版本。',
    retired: '不再接受新的测试；已有结果和证书不受影响。',
  },
  dataset_version: {
    uploading: '文件收到后，开始计算统计概况。',
    profiling: '正在计算统计概况，完成后自动显示。',
    ready: '可以做成评测基准。',
    refused: '检查未通过，原因见下。可以换一种方式重新读取，或修改后上传新版本。',
    deprecated: '不能再做成新的评测基准；在用的评测基准由实验室处理后，提供方可以停用。',
    retired: '已永久停用，仅供查阅。',
  },
  call: {
    draft: '写明标准、权重、报价公式和评审组后定稿，由实验室公开。',
    keyed: '由实验室的运营人员核对后公开；定稿内容不能再改。',
    open: '供给方在截止前密封递交；截止后由需求单位和实验室各一人交出钥匙开启。',
    opened: '评委先声明利害关系，再各自评分；全部交齐后进入合议。',
    consensus: '评委可附理由修改本人评分；由评审组组长提出推荐。',
    recommended: '评审组已推荐，由需求单位公示拟中选结果或登记未成。',
    standstill: '公示期内投标单位可以提出异议；期满且异议均已答复后，由需求单位确认中选。',
    awarded: '中选已确认，后续在对接中进行。',
    failed: '征集未成，理由见页面；可以另行发起。',
    cancelled: '征集已取消，理由见页面。',
  },
  field_remark: {
    noted: '退回修改时一并告知对方；在此之前可以收回。',
    asked: '由提交方修改所指栏目，或写明为什么不改，然后再次提交。',
    answered: '再次提交后由实验室认可，或再次提出。',
    mended: '由实验室对照修改前后，认可或再次提出。',
    settled: '意见已了结。',
    insisted: '已就同一栏目再提一条意见。',
    withdrawn: '意见已收回，对方没有看到。',
  },
} as const satisfies NextWords;
