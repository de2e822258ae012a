import type { TaxonomyTerm } from '@scenario-lab/contracts/taxonomies';

const city = '510100';
const region = (code: string, zh: string, en: string, parent: string | null = city): TaxonomyTerm => ({
  kind: 'region',
  code,
  name: { zh, en },
  parent,
});

/**
 * Chengdu by GB/T 2260: 12 districts, 3 counties, 5 cities at county level. The function areas have no code of
 * their own in the standard and are named by the city's own usage.
 */
export const chengdu: readonly TaxonomyTerm[] = [
  region(city, '成都市', 'Chengdu', null),
  region('510104', '锦江区', 'Jinjiang District'),
  region('510105', '青羊区', 'Qingyang District'),
  region('510106', '金牛区', 'Jinniu District'),
  region('510107', '武侯区', 'Wuhou District'),
  region('510108', '成华区', 'Chenghua District'),
  region('510112', '龙泉驿区', 'Longquanyi District'),
  region('510113', '青白江区', 'Qingbaijiang District'),
  region('510114', '新都区', 'Xindu District'),
  region('510115', '温江区', 'Wenjiang District'),
  region('510116', '双流区', 'Shuangliu District'),
  region('510117', '郫都区', 'Pidu District'),
  region('510118', '新津区', 'Xinjin District'),
  region('510121', '金堂县', 'Jintang County'),
  region('510129', '大邑县', 'Dayi County'),
  region('510131', '蒲江县', 'Pujiang County'),
  region('510181', '都江堰市', 'Dujiangyan City'),
  region('510182', '彭州市', 'Pengzhou City'),
  region('510183', '邛崃市', 'Qionglai City'),
  region('510184', '崇州市', 'Chongzhou City'),
  region('510185', '简阳市', 'Jianyang City'),
  region('gaoxin', '高新区', 'Chengdu Hi-Tech Zone'),
  region('tianfu', '天府新区', 'Tianfu New Area'),
  region('dongbu', '东部新区', 'Eastern New Area'),
];
