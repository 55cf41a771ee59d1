import {randomFrom, seriesOf, type Language, type Say} from './figures';

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];
const GIVEN = [...'伟芳娜敏静强磊洋艳勇'];

export const agentNames = (language: Language, count: number): string[] => Array.from({length: count}, (_, i) =>
  language === 'zh' ? SURNAMES[i % 20]! + GIVEN[i % 10]! + (i % 3 ? '' : GIVEN[(i + 3) % 10]!) : `Agent ${String.fromCharCode(65 + (i % 26))}. ${['Smith', 'Okafor', 'Müller', 'Nguyen'][i % 4]}`);

/** Charts that compare. */
export function examplesByGroup(language: Language, say: Say): object[] {
  const random = randomFrom(99);
  const agents = agentNames(language, 8);
  const issues = [say('物流查询', 'Delivery status'), say('退换货', 'Returns'), say('优惠券无法使用', 'Coupon does not work'), say('发票', 'Invoices'), say('账号登录', 'Sign-in'), say('其他（7 类）', 'Other (7 types)')];
  const counts = [4210, 2980, 1650, 1240, 640, 1880];
  const hours = Array.from({length: 24}, (_, i) => String(i).padStart(2, '0'));
  const week = say('周一 周二 周三 周四 周五 周六 周日', 'Mon Tue Wed Thu Fri Sat Sun').split(' ');
  const load = week.flatMap((_, d) => hours.map((__, h) => (h === 3 ? null : Math.round((h > 8 && h < 22 ? 60 + 30 * Math.sin(h / 2) : 6) * (d > 4 ? 1.4 : 1) + 8 * random()))));
  return [
    {
      kind: 'bar', id: 'bar', title: say('各组解决率', 'Resolution by team'), up_is_good: true,
      categories: [say('售前一组', 'Presales 1'), say('售后技术支持二组', 'After-sales technical support 2'), say('投诉处理', 'Complaints'), say('夜班', 'Night shift'), say('VIP', 'VIP')],
      series: [seriesOf(language, say('解决率', 'Resolution rate'), 'percent_1', [0.912, 0.874, 0.803, 0.861, 0.95], {incomplete: [false, false, false, true, false]})],
      targets: [{value: 0.9, text: '90%', label: say('目标', 'Target')}],
    },
    {
      kind: 'bar', id: 'bar-grouped', title: say('本月与上月', 'This month and last'), categories: issues.slice(0, 5),
      series: [
        seriesOf(language, say('上月', 'Last month'), 'integer', [3900, 3100, 1200, 1300, 700], {role: 'previous'}),
        seriesOf(language, say('本月', 'This month'), 'integer', counts.slice(0, 5), {role: 'current'}),
      ],
    },
    {
      kind: 'horizontal_bar', id: 'horizontal_bar', title: say('接待量排行', 'Conversations by agent'),
      categories: [...agents, say('欧阳阿卜杜拉提买买提明（华东大区电商售后服务中心）', 'A very long name of an agent in the eastern after-sales centre'), 'مرحبا بالعالم', '👩‍💻 Lin 🇨🇳'],
      series: [seriesOf(language, say('接待量', 'Conversations'), 'integer', [812, 780, 655, 640, 522, 498, 400, 377, 320, 201, 96])],
    },
    {
      kind: 'horizontal_bar', id: 'horizontal_bar-signed', title: say('满意度变化', 'Change of satisfaction'), up_is_good: true, categories: agents,
      series: [seriesOf(language, say('变化', 'Change'), 'percent_points_1', [0.042, 0.031, 0.012, 0.004, -0.003, -0.011, -0.028, null])],
    },
    {
      kind: 'stacked_horizontal_bar', id: 'stacked_horizontal_bar', title: say('评价构成', 'Ratings'), categories: agents.slice(0, 5),
      series: [
        seriesOf(language, say('好评', 'Good'), 'percent_1', [0.9, 0.86, 0.8, 0.74, 0.7]),
        seriesOf(language, say('中评', 'Neutral'), 'percent_1', [0.06, 0.1, 0.14, 0.16, 0.2]),
        seriesOf(language, say('差评', 'Bad'), 'percent_1', [0.04, 0.04, 0.06, 0.1, 0.1]),
      ],
    },
    {kind: 'pie', id: 'pie', title: say('问题类型', 'Issue types'), categories: issues, series: [
      seriesOf(language, say('会话', 'Conversations'), 'integer', counts), seriesOf(language, say('占比', 'Share'), 'percent_1', counts.map((value) => value / 12600), {role: 'share'})]},
    {kind: 'doughnut', id: 'doughnut', title: say('问题类型', 'Issue types'), categories: issues, series: [
      seriesOf(language, say('会话', 'Conversations'), 'integer', counts), seriesOf(language, say('会话总数', 'Conversations'), 'integer', [12600, null, null, null, null, null], {role: 'total'})]},
    {
      kind: 'heat_map', id: 'heat_map', title: say('时段负荷', 'Load by hour and weekday'), categories: hours, rows: week,
      series: [seriesOf(language, say('会话', 'Conversations'), 'integer', load)],
    },
    {
      kind: 'radar', id: 'radar', title: say('能力评估', 'Evaluation'), categories: [say('业务能力', 'Skill'), say('沟通', 'Communication'), say('团队协作', 'Teamwork'), say('创新', 'Innovation'), say('疑难处理', 'Hard cases'), say('工作量', 'Load')],
      series: [
        seriesOf(language, agents[0]!, 'decimal_1', [4.5, 4.2, 3.8, 3.1, 4.4, 4.0]), seriesOf(language, agents[1]!, 'decimal_1', [3.9, 4.8, 4.5, 4.2, 3.2, 4.6]),
        seriesOf(language, say('团队均值', 'Team mean'), 'decimal_1', [4.0, 4.1, 4.0, 3.6, 3.7, 4.1], {role: 'previous'}),
      ],
    },
    {
      kind: 'funnel', id: 'funnel', title: say('咨询转化', 'From question to order'),
      categories: [say('访问', 'Visits'), say('咨询', 'Questions asked'), say('有效咨询', 'Qualified'), say('下单', 'Orders'), say('付款', 'Paid')],
      series: [
        seriesOf(language, say('人数', 'Visitors'), 'integer', [48210, 12860, 8930, 3120, 2870]),
        seriesOf(language, say('上一步转化率', 'Of the step before'), 'percent_1', [null, 0.267, 0.694, 0.349, 0.92], {role: 'rate'}),
      ],
    },
    {
      kind: 'treemap', id: 'treemap', title: say('问题分布', 'Issues'), categories: [say('物流慢', 'Slow delivery'), say('丢件', 'Lost parcel'), say('改地址', 'Change address'), say('退款进度', 'Refund status'), say('质量问题退货', 'Faulty goods'), say('七天无理由', 'Seven days'), say('优惠券', 'Coupons'), say('价保', 'Price protection'), say('发票抬头', 'Invoice title'), say('登录失败', 'Sign-in fails'), say('验证码', 'Code not received')],
      groups: [0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 4].map((g) => [say('物流', 'Delivery'), say('售后', 'After sales'), say('营销', 'Marketing'), say('财务', 'Billing'), say('账号', 'Account')][g]!),
      series: [seriesOf(language, say('会话', 'Conversations'), 'integer', [2210, 1100, 900, 1480, 900, 600, 1150, 500, 640, 420, 220])],
    },
    {
      kind: 'treemap', id: 'treemap-shaded', title: say('问题分布与满意度', 'Issues and satisfaction'), up_is_good: true, categories: issues,
      series: [seriesOf(language, say('会话', 'Conversations'), 'integer', counts), seriesOf(language, say('满意度', 'Satisfaction'), 'percent_1', [0.93, 0.81, 0.62, 0.88, 0.75, null])],
    },
    {
      kind: 'waterfall', id: 'waterfall', title: say('差评增加的原因', 'Why bad ratings rose'), up_is_good: false,
      categories: [say('上月', 'Last month'), say('物流延误（华东）', 'Late deliveries (east)'), say('新人接待占比上升', 'More novices'), say('退款规则调整', 'New refund rule'), say('机器人转人工提速', 'Faster hand-over from the bot'), say('其他', 'Other'), say('本月', 'This month')],
      series: [seriesOf(language, say('差评数', 'Bad ratings'), 'integer', [212, 64, 31, 18, -27, -4, 294], {texts: ['212', '+64', '+31', '+18', '−27', '−4', '294']})],
    },
  ];
}
