// The provinces of China as tiles of one size, laid out by us about where they lie. It is a diagram, not a map: it draws
// no border, and small provinces are as visible as large ones. Names and codes follow GB/T 2260.

export interface Province {
  /** First two digits of the GB/T 2260 number. */
  code: string;
  letters: string;
  zh: string;
  en: string;
  column: number;
  row: number;
}

const TABLE = `
11 BJ 北京 Beijing 6 2|12 TJ 天津 Tianjin 7 2|13 HE 河北 Hebei 6 3|14 SX 山西 Shanxi 5 3|15 NM 内蒙古 Inner_Mongolia 4 2
21 LN 辽宁 Liaoning 8 2|22 JL 吉林 Jilin 8 1|23 HL 黑龙江 Heilongjiang 8 0
31 SH 上海 Shanghai 8 4|32 JS 江苏 Jiangsu 7 4|33 ZJ 浙江 Zhejiang 7 5|34 AH 安徽 Anhui 6 4|35 FJ 福建 Fujian 6 5
36 JX 江西 Jiangxi 5 5|37 SD 山东 Shandong 7 3|41 HA 河南 Henan 5 4|42 HB 湖北 Hubei 4 4|43 HN 湖南 Hunan 4 5
44 GD 广东 Guangdong 5 6|45 GX 广西 Guangxi 4 6|46 HI 海南 Hainan 4 7|50 CQ 重庆 Chongqing 3 4|51 SC 四川 Sichuan 2 4
52 GZ 贵州 Guizhou 3 5|53 YN 云南 Yunnan 2 5|54 XZ 西藏 Xizang 1 4|61 SN 陕西 Shaanxi 4 3|62 GS 甘肃 Gansu 2 3
63 QH 青海 Qinghai 1 3|64 NX 宁夏 Ningxia 3 3|65 XJ 新疆 Xinjiang 0 2|71 TW 台湾 Taiwan 7 6|81 HK 香港 Hong_Kong 6 7
82 MO 澳门 Macao 5 7`;

export const PROVINCES: readonly Province[] = TABLE.trim().split(/[|\n]/).map((entry) => {
  const [code = '', letters = '', zh = '', en = '', column, row] = entry.split(' ');
  return {code, letters, zh, en: en.replace('_', ' '), column: Number(column), row: Number(row)};
});
export const COLUMNS = 9;
export const ROWS = 8;

const OTHER_NAMES: Record<string, string> = {tibet: '54', macau: '82', 'inner mongol': '15', neimenggu: '15'};
const SUFFIX = /(壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|省|市)$/;

/** By Chinese name with or without its rank, English name, letters, or GB/T 2260 number ("44", "440000"). */
export function provinceNamed(name: string): Province | undefined {
  const plain = name.trim().replace(SUFFIX, '');
  const lower = plain.toLowerCase().replace(/ (province|city|sar)$/, '');
  const code = /^\d{2}(\d{4})?$/.test(plain) ? plain.slice(0, 2) : OTHER_NAMES[lower];
  return PROVINCES.find((one) =>
    one.zh === plain || one.code === code || one.letters.toLowerCase() === lower || one.en.toLowerCase() === lower);
}
