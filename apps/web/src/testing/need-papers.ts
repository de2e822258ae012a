import type { NeedPaper } from '@scenario-lab/contracts/need-papers';

const part = (
  field: NeedPaper['parts'][number]['field'],
  value: string,
  quote: string,
  page: number,
  paragraph: number,
  sure: NeedPaper['parts'][number]['sure'] = 'sure',
) => ({ field, value, quote, page, paragraph, sure });

/** What was found in a document of two pages. */
const paper: NeedPaper = {
  id: '00000000-0000-4000-8000-00000000a001',
  fileName: '关于征集城区道路积水智能识别场景的函.pdf',
  state: 'ready',
  problem: null,
  format: 'pdf',
  pages: 2,
  department: '成都市成华区住房建设和交通运输局',
  parts: [
    part(
      'title',
      '城区道路积水智能识别',
      '关于征集「城区道路积水智能识别」应用场景解决方案的函',
      1,
      1,
      'likely',
    ),
    part('region', '510108', '成都市成华区住房建设和交通运输局', 2, 9, 'guess'),
    part('problem', '每逢汛期，积水点靠人工巡查发现。', '每逢汛期，积水点靠人工巡查发现。', 1, 3),
    part('today', '目前平均发现用时47分钟。', '目前平均发现用时47分钟。', 1, 3, 'guess'),
    part('criteria', '召回率 ≥ 0.95', '积水识别召回率不低于95%', 1, 8, 'likely'),
    part('criteria', '精确率 ≥ 0.9', '精确率≥90%', 1, 8, 'likely'),
    part('budget', '1500000', '项目总投资约120万元，最高不超过150万元', 2, 2, 'guess'),
    part('deadline', '2027-03-31', '请于二〇二七年三月三十一日前报送方案。', 2, 4, 'likely'),
    part('contact', '王敏 028-86661234', '联系人：王敏　联系电话：０２８－８６６６１２３４', 2, 5),
  ],
  scenarioId: null,
};

export const needPaperHandlers = {
  'scenario.add_paper': () => ({ id: paper.id }),
  'scenario.read_paper': () => paper,
  'scenario.paper_of': () => ({ paper }),
};
