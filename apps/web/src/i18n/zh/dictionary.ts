/** The dictionary of columns as a file. */
export const dictionary = {
  save: '下载列说明（CSV）',
  from_file: '用列说明文件填写',
  help: 'Excel 工作簿（.xlsx）或 CSV，按列名对应；文件中空着的格子不改动已填内容。可先在数据集页面下载现有的列说明，改好后再导入。',
  filled: '已填写 {{columns}} 列。',
  unknown: '表中没有这些列：{{names}}。',
  faulty: '文件中有以下问题，没有填写任何一列；改正后请重新选择。',
  row: '行（标题下第一行为 1）',
  heading: '标题',
  value: '内容',
  wrong: '问题',
  faults: {
    no_names: '没有“列名”这一列。',
    named_twice: '列名重复。',
    not_a_word: '不是可用的取值；请照下载的列说明填写。',
    not_a_number: '不是数字。',
    not_allowed: '过长、格式不符或与其他格子矛盾。',
  },
} as const;
