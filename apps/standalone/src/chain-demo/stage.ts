import { registerOrganisation, verifyOrganisation } from '@scenario-lab/contracts/accounts';
import { type Persona, signIn, visitor } from '../seed/persona.js';

export interface People {
  vendor: Persona;
  rivals: Persona[];
  department: Persona;
  district: Persona;
  operator: Persona;
  reviewer: Persona;
  vendorId: string;
  /** Everything the vendors were ever answered. */
  heard: { url: string; text: string }[];
}

const password = `demo-${Math.random().toString(36).slice(2)}-${Date.now()}`;

/** New organisations with new owners, the lab's own people by the accounts given. */
export async function gatherPeople(
  api: string,
  lab: { email: (role: string) => string; password: string },
  tag: string,
): Promise<People> {
  const heard: People['heard'] = [];
  const tap: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    const text = Buffer.from(await response.clone().arrayBuffer()).toString('latin1');
    heard.push({ url: `${init?.method ?? 'GET'} ${input}`, text });
    return response;
  };
  const admin = await signIn(api, lab.email('admin'), lab.password);
  const ids: string[] = [];
  const join = async (slug: string, zh: string, en: string, role: 'supply' | 'demand', listen = false) => {
    const email = `owner@${slug}-${tag}.example`;
    const me = await visitor(api).call(registerOrganisation, {
      body: {
        name: { zh: `${zh}（${tag}）`, en: `${en} (${tag})` },
        roles: [role],
        region: '510100',
        owner: { name: `${en} owner`, email, password },
      },
    });
    ids.push(me.organisation.id);
    await admin.call(verifyOrganisation, { params: { id: me.organisation.id } });
    return signIn(api, email, password, listen ? tap : fetch);
  };
  const department = await join('heat', '供热管理处', 'Heat Office', 'demand');
  const district = await join('north', '北片区供热所', 'North District Heat', 'demand');
  const vendor = await join('exact', '恒准科技', 'Exact Thermal', 'supply', true);
  const vendorId = ids.at(-1) ?? '';
  const rivals = [
    await join('offset', '偏移科技', 'Offset Thermal', 'supply', true),
    await join('edge', '边界科技', 'Edge Thermal', 'supply', true),
  ];
  return {
    vendor,
    rivals,
    department,
    district,
    operator: await signIn(api, lab.email('operator'), lab.password),
    reviewer: await signIn(api, lab.email('reviewer'), lab.password),
    vendorId,
    heard,
  };
}
