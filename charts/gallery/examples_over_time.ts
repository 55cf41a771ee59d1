import {daysOfMarch, openAfter, randomFrom, seriesOf, type Language, type Say} from './figures';

function volumes(count: number, seed: number, level = 400): number[] {
  const random = randomFrom(seed);
  return Array.from({length: count}, (_, i) => Math.round(level * (1 + 0.18 * Math.sin((i * 2 * Math.PI) / 7)) + 60 * random()));
}

/** Charts along time. */
export function examplesOverTime(language: Language, say: Say): object[] {
  const days = daysOfMarch(31);
  const now = volumes(31, 7);
  const channels = [say('在线聊天', 'Live chat'), say('电话', 'Phone'), say('邮件', 'E-mail'), say('微信', 'WeChat'), say('小程序', 'Mini program')];
  const weeks = ['W10', 'W11', 'W12', 'W13', 'W14', 'W15'];
  const byChannel = channels.map((name, c) => seriesOf(language, name, 'integer', weeks.map((_, w) => 900 - 160 * c + 40 * w * (c % 2 ? -1 : 1))));
  const totals = weeks.map((_, w) => byChannel.reduce((sum, series) => sum + series.values[w]!, 0));
  const ratings = volumes(40, 11, 0).map((value, i) => (i > 29 ? null : 0.9 + value / 4000 - (i === 17 ? 0.05 : 0) - (i === 24 ? 0.04 : 0)));
  const seconds = volumes(28, 5, 0).map((value, i) => 95 + value / 2 + (i === 12 ? 90 : 0) + (i === 20 ? -60 : 0));
  const actual = Array.from({length: 42}, (_, i) => (i < 28 ? volumes(42, 3)[i]! : null));
  const expected = Array.from({length: 42}, (_, i) => (i >= 28 ? volumes(42, 3, 410)[i]! : null));
  return [
    {
      kind: 'line', id: 'line', title: say('接待量走势', 'Conversations per day'), category_title: say('日', 'Day'),
      summary: say('接待量在月中达到高峰。', 'Volume peaked mid-month.'), categories: days,
      series: [
        seriesOf(language, say('3月', 'March'), 'integer', now.map((value, i) => (i === 8 || i === 9 ? null : value)), {role: 'current', incomplete: openAfter(31, 28)}),
        seriesOf(language, say('2月', 'February'), 'integer', volumes(31, 21, 360), {role: 'previous'}),
      ],
      events: [
        {category: 4, label: say('系统升级', 'System upgrade')}, {category: 7, label: say('三八促销', 'Spring promotion')},
        {category: 14, label: say('支付故障 2 小时', 'Payment outage, 2 h')}, {category: 29, label: say('新退货政策', 'New returns policy')},
      ],
      targets: [{value: 520, text: '520', label: say('承载上限', 'Capacity')}],
    },
    {
      kind: 'line', id: 'line-two-axes', title: say('首次响应与满意度', 'First response and satisfaction'), categories: weeks,
      series: [
        seriesOf(language, say('首次响应时长', 'First response time'), 'duration', [95, 88, 92, 70, 62, 58]),
        seriesOf(language, say('满意度', 'Satisfaction'), 'percent_1', [0.881, 0.884, 0.879, 0.902, 0.911, 0.915]),
      ],
    },
    {
      kind: 'area', id: 'area', title: say('消息量', 'Messages'), categories: days, summary: '',
      series: [seriesOf(language, say('消息量', 'Messages'), 'integer', volumes(31, 17, 180_000).map((value, i) => value + i * 1500))],
    },
    {kind: 'stacked_area', id: 'stacked_area', title: say('各渠道接待量', 'By channel'), categories: weeks, series: byChannel},
    {
      kind: 'stacked_bar', id: 'stacked_bar', title: say('各渠道接待量', 'By channel'), categories: weeks,
      series: [...byChannel, seriesOf(language, say('合计', 'Total'), 'integer', totals, {role: 'total'})],
    },
    {
      kind: 'combo', id: 'combo', title: say('接待量与满意度', 'Volume and satisfaction'), categories: weeks,
      series: [
        seriesOf(language, say('接待量', 'Conversations'), 'integer', totals, {incomplete: openAfter(6, 5)}),
        seriesOf(language, say('满意度', 'Satisfaction'), 'percent_1', [0.881, 0.884, null, 0.902, 0.911, 0.915], {incomplete: openAfter(6, 5)}),
      ],
    },
    {
      kind: 'control', id: 'control', title: say('首次响应时长监控', 'First response under control?'), categories: daysOfMarch(28),
      up_is_good: false,
      series: [
        seriesOf(language, say('首次响应时长', 'First response'), 'duration', seconds, {role: 'current'}),
        seriesOf(language, say('均值', 'Mean'), 'duration', seconds.map(() => 112), {role: 'center'}),
        seriesOf(language, say('下限', 'Lower limit'), 'duration', seconds.map(() => 78), {role: 'lower'}),
        seriesOf(language, say('上限', 'Upper limit'), 'duration', seconds.map(() => 146), {role: 'upper'}),
      ],
      anomalies: [
        {category: 12, text: say('3 分 24 秒：支付故障', '3m 24s: payment outage')}, {category: 20, text: say('周末加班', 'Weekend overtime')},
      ],
    },
    {
      kind: 'forecast', id: 'forecast', title: say('接待量预测', 'Forecast of volume'),
      categories: Array.from({length: 42}, (_, i) => `${i < 31 ? '03' : '04'}-${String((i % 31) + 1).padStart(2, '0')}`),
      series: [
        seriesOf(language, say('实际', 'Actual'), 'integer', actual, {role: 'current'}),
        seriesOf(language, say('预测', 'Forecast'), 'integer', expected, {role: 'forecast'}),
        seriesOf(language, say('下限（80%）', 'Low (80 %)'), 'integer', expected.map((value, i) => value && value - 8 * (i - 26)), {role: 'lower'}),
        seriesOf(language, say('上限（80%）', 'High (80 %)'), 'integer', expected.map((value, i) => value && value + 8 * (i - 26)), {role: 'upper'}),
      ],
      events: [{category: 33, label: say('清明假期', 'Qingming holiday')}],
    },
    {
      kind: 'sparkline', id: 'sparkline', title: '', categories: daysOfMarch(30), width: 160,
      series: [seriesOf(language, say('满意度', 'CSAT'), 'percent_1', ratings.slice(0, 30))],
    },
    {
      kind: 'calendar', id: 'calendar', title: say('每日接待量', 'Conversations per day'),
      categories: Array.from({length: 181}, (_, i) => new Date(Date.UTC(2025, 11, 1 + i)).toISOString().slice(0, 10)),
      series: [seriesOf(language, say('接待量', 'Conversations'), 'integer', volumes(181, 13).map((value, i) => (i % 37 === 5 ? null : value)), {incomplete: openAfter(181, 179)})],
    },
    {
      kind: 'line', id: 'line-many-points', title: say('一年，每小时', 'A year, hour by hour'),
      categories: Array.from({length: 8760}, (_, i) => `${Math.floor(i / 24)}d ${i % 24}h`),
      series: [seriesOf(language, say('排队人数', 'Queue'), 'integer', volumes(8760, 23, 30).map((value, i) => (i > 3000 && i < 3300 ? null : value + (i % 24) * 3)))],
    },
  ];
}
