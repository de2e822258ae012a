/** Reports, their verification and keys: what is said to whoever trusts nobody. */
export const proofWords = {
  'report.help': ['下载已签名的报告', 'download the signed report'],
  'report.opt.out': ['报告（JSON）写到此文件', 'file for the report (JSON)'],
  'report.opt.pdf': ['另存 PDF 到此文件', 'file for the PDF as well'],
  'report.opt.lang': ['PDF 的语言：zh 或 en', 'language of the PDF: zh or en'],
  'report.not_ready': [
    '报告尚未签发：样例与验证测试没有报告，隐藏测试在复核后签发',
    'There is no report yet: only hidden runs have one, after their review',
  ],
  'report.done': ['报告已写入 {out}（{bytes} 字节）', 'Report written to {out} ({bytes} bytes)'],
  'report.pdf': ['PDF 已写入 {out}（{bytes} 字节）', 'PDF written to {out} ({bytes} bytes)'],
  'report.verify': [
    '验证：scenario-lab verify {out} --key 公钥',
    'Verify it: scenario-lab verify {out} --key KEY',
  ],

  'verify.help': ['离线验证报告或推广包', 'verify a report or a replication pack offline'],
  'verify.file': ['报告文件或推广包', 'the report, or the pack'],
  'verify.opt.key': [
    '实验室公钥（base64），或保存公钥的文件（含起止时间的公钥清单亦可）；须经其他渠道取得',
    'the lab’s public key (base64), or a file that holds it (also the list of keys with their dates); obtained apart from the report',
  ],
  'verify.opt.online': [
    '另向实验室核对密钥起止时间、报告摘要和证书编号（默认为已登录的实验室）',
    'also ask the lab for its keys’ dates, the report’s digest and the certificate’s number (the lab signed in to, if none is named)',
  ],
  'verify.opt.status': [
    '另按签名的吊销清单核对（实验室的 /api/certificate-status/list.json，可离线保存）',
    'also hold it against a signed list of what was taken back (the lab’s /api/certificate-status/list.json, kept offline)',
  ],
  'verify.bad_status': [
    '{file} 不是由所给公钥签署的吊销清单',
    '{file} is no list of what was taken back signed by the key given',
  ],
  'verify.taken_back': ['{number}，自 {at} 起', '{number}, since {at}'],
  'verify.not_listed': [
    '截至 {at} 的吊销清单中没有 {number}',
    '{number} is not on the list of what was taken back by {at}',
  ],
  'verify.list_older': [
    '吊销清单（{at}）早于 {number} 的签发时间，无法据此判断，请换用较新的清单',
    'The list of what was taken back ({at}) is older than {number} and cannot tell of it; use a newer list',
  ],
  'verify.status_list': [
    '吊销清单，截至 {at}；条目数：{count}',
    'A list of what was taken back, as of {at}; entries: {count}',
  ],
  'verify.status_entry': ['{number}：{status}，自 {at} 起', '{number}: {status}, since {at}'],
  'verify.bad_key': [
    '{key} 不是 32 字节 Ed25519 公钥的 base64，也不是保存它的文件',
    '{key} is neither a 32-byte Ed25519 public key in base64 nor a file that holds one',
  ],
  'verify.false': ['验证不成立：{reason}', 'This does not verify: {reason}'],
  'verify.good': ['验证成立，由 {keyId} 签署', 'This verifies; signed by {keyId}'],
  'verify.reformatted': [
    '签名内容完整；文件格式（换行、空格或编码）被改写过',
    'The signed content is whole; the file was re-formatted (line ends, blanks or encoding)',
  ],
  'verify.ask_the_lab': [
    '注意：该密钥后来泄露，持有者可以倒填日期；请加 --online 向实验室核对',
    'Beware: the key was compromised later and whoever has it can write an earlier date; ask the lab with --online',
  ],
  'verify.on_record': ['实验室有这份报告的记录', 'The lab has this report on record'],
  'verify.foreign': [
    '签名成立，但内容不是测试报告',
    'The signature holds, but what was signed is not a test report',
  ],
  'verify.pack.false': [
    '推广包未通过验证：{reason}（{place}）',
    'This pack does not verify: {reason} ({place})',
  ],
  'verify.pack.from': ['签发：{lab}，{at}', 'Signed by {lab}, {at}'],
  'verify.pack.case': ['案例：{name}', 'Case: {name}'],
  'verify.pack.left_out': ['未包含 {file}：{reason}', 'Not included, {file}: {reason}'],
  'verify.pack.consent_department': ['原需求单位同意：{name}，{at}', 'Department agreed: {name}, {at}'],
  'verify.pack.consent_vendor': ['供给方同意：{name}，{at}', 'Vendor agreed: {name}, {at}'],
  'verify.pack.report': ['内附报告签名真实', 'The report in it is genuine'],
  'verify.pack.report_not': ['内附报告未能确认：{why}', 'The report in it is not confirmed: {why}'],
  'verify.training': [
    '结业证书：{name} · {camp}（{by}）',
    'Certificate of completion: {name} · {camp} ({by})',
  ],
  'verify.training_number': ['编号：{number}，签发于 {at}', 'Number: {number}, signed on {at}'],
  'verify.training_done': [
    '出勤 {sessions} 讲，共 {hours} 学时；完成习题 {tasks} 道',
    'Sessions attended: {sessions} (hours: {hours}); tasks solved: {tasks}',
  ],
  'verify.training_task': ['{name}：{metric} = {best}', '{name}: {metric} = {best}'],
  'verify.training_status': [
    '证书当前是否有效，请按编号在签发实验室查询。',
    'Whether it still stands the lab that signed it tells by its number.',
  ],
  'verify.badge': ['授牌：{kind} · {name}', 'Badge: {kind} · {name}'],
  'verify.badge_holder': ['持有单位：{name}', 'Holder: {name}'],
  'verify.badge_until': ['编号：{number}，有效期至 {until}', 'Number: {number}, until {until}'],
  'verify.badge_at_least': [
    '{name}：{value}（不低于 {threshold}）',
    '{name}: {value} (at least {threshold})',
  ],
  'verify.badge_at_most': ['{name}：{value}（不高于 {threshold}）', '{name}: {value} (at most {threshold})'],
  'verify.badge_status': [
    '条件为签发时的数字；当前状态以授牌页面为准。',
    'The figures are those of the day it was given; how it stands now is said by its page.',
  ],
  'verify.vendor': ['供给方：{name}', 'Vendor: {name}'],
  'verify.algorithm': ['算法：{name} {label}', 'Algorithm: {name} {label}'],
  'verify.artifact': ['算法摘要：{sha256}', 'Artifact: {sha256}'],
  'verify.benchmark': ['评测基准：{name} v{number}', 'Benchmark: {name} v{number}'],
  'verify.issued': ['签发时间：{at}，版本：{edition}', 'Issued: {at}, edition: {edition}'],
  'verify.certificate': ['证书：{number}，有效期至 {until}', 'Certificate: {number}, until {until}'],
  'verify.demonstration': ['演示数据，真值公开', 'Demonstration, truth public'],
  'verify.no_certificate': ['未发证书：{why}', 'No certificate: {why}'],
  'verify.status': [
    '离线验证不含当前状态；证书是否仍有效请查询实验室',
    'Verified offline: whether the certificate is still valid today must be asked of the lab',
  ],
  'keys.help': ['显示实验室公钥', 'the lab’s public keys'],
  'keys.since': ['自 {from} 起', 'from {from}'],
  'keys.until': ['自 {from} 至 {until}', 'from {from} until {until}'],
  'keys.compromised': [
    '自 {since} 起已泄露，此后的签名不予认可',
    'compromised since {since}: what it signed later is not believed',
  ],
  'keys.compare': [
    '请通过其他渠道（电话、公函、纸质报告）核对后再信任：同一网址给出的公钥不能证明其自身',
    'Compare it by another channel (telephone, letter, printed report) before you trust it: a key from the same address proves nothing about itself',
  ],
} satisfies Record<string, readonly [zh: string, en: string]>;
