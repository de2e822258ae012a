type Pair = readonly [zh: string, en: string];

/** What to look at on a sample run, by class of defect and by outcome: on hidden data nothing else can be told. */
export const hints: Record<string, Pair> = {
  no_output: [
    '程序正常结束，却没有在 /out 写 predictions.csv 或 predictions.jsonl。请看样例试跑中写到了哪里，常见的是写到了当前目录。',
    'The program ended well but wrote no predictions.csv or predictions.jsonl below /out. See on a sample run where it writes; the working folder is a common mistake.',
  ],
  not_a_regular_file: [
    '/out 中放了链接、管道或文件夹。只写普通文件。',
    'Something in /out is a link, a pipe or a folder. Write plain files only.',
  ],
  too_large: [
    '写出的字节超出上限。请在样例试跑中看每行写了多少，不要输出多余的列或小数位。',
    'More bytes were written than allowed. See on a sample run how much each row takes; leave out columns and digits nobody asked for.',
  ],
  not_utf8: [
    '请以 UTF-8 写文件（Python：open(…, encoding="utf-8")），不要用 GBK 或 UTF-16。',
    'Write the file as UTF-8 (Python: open(…, encoding="utf-8")), not GBK or UTF-16.',
  ],
  not_csv: [
    '某行的列数、引号或长度不对。请用 CSV 或 JSON 程序库写文件，并在样例试跑中看它指出的行。',
    "A row's cells, quotes or length are not right. Write with a CSV or JSON library, and see the line that a sample run names.",
  ],
  missing_column: [
    '表头须与 task.json 的 output.columns 一致，例如 id,prediction。请看样例试跑中表头的写法与空格。',
    'The header must be what output.columns in task.json says, id,prediction for one. See the header and its spaces on a sample run.',
  ],
  unknown_column: [
    '多出了没有要求的列，常见的是程序库自动写出的行号列。pandas 请加 index=False。',
    'There is a column nobody asked for; often a row number a library adds. With pandas give index=False.',
  ],
  missing_id: [
    '有的行没有预测。inputs.csv 的每一行都要写一行，包括有缺失值的行。',
    'Some rows have no prediction. Every row of inputs.csv needs one, those with missing values too.',
  ],
  unknown_id: [
    '行标识须与 inputs.csv 的 id 逐字相同，不加空格，不转成数值。',
    'Ids must be those of inputs.csv to the letter, without spaces and not as numbers.',
  ],
  duplicate_id: [
    '同一行写了两次预测。每个 id 只写一行。',
    'A row was predicted twice. Write one line for each id.',
  ],
  not_a_number: [
    '预测须是十进制数值，不能是 NaN、空或带单位的文字。请看输入有缺失值时程序输出什么。',
    'A prediction must be a decimal number, not NaN, empty or with a unit. See what the program writes where inputs are missing.',
  ],
  out_of_range: [
    '数值的绝对值超过 1e30，无法计算指标。常见的是发散的模型或除以零，请在样例试跑中查看最大的预测值。',
    'A value is beyond ±1e30, of which no figure can be made. Models that diverge and divisions by zero do that; look at the largest predictions of a sample run.',
  ],
  unknown_class: [
    '类别名须与 task.json 的 target.classes 逐字相同，不能是编号或改写的名称。',
    'Class names must be those of target.classes in task.json to the letter, not numbers or names of your own.',
  ],
  bad_score: [
    '分数须在 0 与 1 之间。模型输出 logit 时请先做 sigmoid 或 softmax。',
    'Scores lie between 0 and 1. Put logits through a sigmoid or softmax first.',
  ],
  too_many_rows: [
    '写的行比要求的多。请看是否重复写了表头或多个文件的内容。',
    'More rows were written than asked for. See whether the header or a second file was written again.',
  ],
  too_costly: [
    '读取或评定这份输出所用的时间或内存远超其行数所需，例如一行里有成千上万个键。只写要求的列。',
    'Reading or marking the output took far more time or memory than its rows can need; thousands of keys in a line do that. Write only what was asked for.',
  ],
  unmarkable: [
    '输出可以读出，却无法评分。请在样例试跑中逐列核对，若样例正常请联系实验室。',
    'The output could be read but not marked. Check every column on a sample run; if that is fine, ask the lab.',
  ],
  runtime_error: [
    '程序以错误结束或未能启动。隐藏数据上的日志不能给出；请在样例或验证数据上重现，留意缺失值、没见过的取值、没有安装的库和脚本的首行。',
    'The program ended with an error or never started. Logs of hidden data cannot be given out: reproduce it on the sample or validation data, and mind missing values, values not seen before, libraries that are not there and the first line of a script.',
  ],
  wrong_output: [
    '程序运行完毕，但输出不合要求；下面列出问题的种类和该看的地方。',
    'The program ran to its end but its output is not as asked; below are the kinds of faults and where to look.',
  ],
  cpu_limit: [
    '用完了 CPU 时限。隐藏数据的行数比样例多，请按每千行的用时估算。',
    'It used up its CPU time. The hidden data have more rows than the sample: reckon by the time per thousand rows.',
  ],
  wall_limit: [
    '在运行时限内没有结束。请看是否在等待网络、输入或另一个进程。',
    'It did not end in time. See whether it waits for the network, for input or for another process.',
  ],
  memory_limit: [
    '用完了内存上限。请分批读取输入，并看样例试跑的内存峰值随行数如何增长。',
    'It used up its memory. Read the inputs in batches, and see on a sample run how the peak grows with rows.',
  ],
  output_limit: [
    '日志或 /out 超出上限。请减少打印，只写预测文件。',
    'Its log or /out went over the limit. Print less and write nothing but the predictions.',
  ],
  process_limit: [
    '进程或线程过多。请限制线程数。',
    'It had too many processes or threads. Limit its threads.',
  ],
};
