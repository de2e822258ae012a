/** Of what turns one accepted pilot into an industry: camps, their certificates, the industry view. */
export const industrySentences = {
  'industry.read': ['读取行业全景各项指标及其口径', 'Read the industry view, with the definitions'],
  'industry.csv': ['下载行业全景（CSV）', 'Download the industry view (CSV)'],
  'industry.browse': ['列出一项指标所计的事项', 'List what a figure counts'],
  'camp.announce': ['公布实训并开始报名', 'Announce a camp'],
  'camp.start': ['开课', 'Start a camp'],
  'camp.finish': ['结束实训并核算结业', 'Finish a camp and measure completion'],
  'camp.cancel': ['取消实训', 'Cancel a camp'],
  'camp.read_trainees': ['列出实训学员及其进度', 'List who takes part in a camp and how far they are'],
  'camp.mark_attendance': ['登记一讲的出勤', 'Mark who came to a session'],
  'camp.skills': ['按公开需求统计能力缺口', 'What public needs ask people to be able to do'],
  'trainee.sign_up': ['报名实训', 'Sign up for a camp'],
  'trainee.withdraw': ['退出实训', 'Withdraw from a camp'],
  'trainee.revoke': ['撤销结业证书', 'Revoke a certificate of completion'],
  'trainee.try_task': ['提交一次习题', 'Try a task of a camp'],
  'training.read': ['按编号查询结业证书', 'Read a certificate of completion by its number'],
  'training.pdf': [
    '下载纸质结业证书（PDF）',
    'Download a certificate of completion as a page to print (PDF)',
  ],
  'training.statement': ['下载结业证书的签名文件', 'Download the signed certificate of completion'],
  'industry.matrix': ['读取持证算法与各单位数据的对照', 'Read certified algorithms by the departments’ data'],
  'industry.matrix_csv': [
    '下载持证算法与各单位数据的对照（CSV）',
    'Download certified algorithms by the departments’ data (CSV)',
  ],
  'industry.gaps': ['列出尚无经测试成立的答案的需求', 'List the needs without a measured answer'],
} satisfies Record<string, readonly [zh: string, en: string]>;
