import { createEdition, listEditions } from '@scenario-lab/contracts/editions';
import { createImport, listImports } from '@scenario-lab/contracts/list-imports';
import { people, signIn, stranger } from './lab.js';

/** A list that everybody may read, one the lab is preparing, and one that came as a file. */
export async function someEditions(): Promise<{ edition: string; editEdition: string; listImport: string }> {
  const { items } = await stranger().call(listEditions, { query: { kind: 'opportunity' } });
  const published = items[0];
  if (!published) throw new Error('the story published no list');
  const operator = await signIn(people.operator);
  const drafts = await operator.call(listEditions, { query: { status: 'draft' } });
  const draft =
    drafts.items[0] ??
    (await operator.call(createEdition, {
      body: { kind: 'opportunity', title: { zh: '下一期机会清单', en: 'Next scenario list' } },
    }));
  const imports = await operator.call(listImports, {});
  const file =
    '应用领域,应用场景名称,场景简介,牵头部门,截止日期\n公共服务,老旧电梯预警,提前发现故障,市市场监管局,年底\n';
  const listImport =
    imports.items[0]?.id ??
    (
      await operator.call(createImport, {
        body: { uploadId: await operator.upload('file', 'list.csv', Buffer.from(file)) },
      })
    ).id;
  return { edition: published.id, editEdition: draft.id, listImport };
}
