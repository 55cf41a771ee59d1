import {agentNames} from './examples_by_group';
import {randomFrom, seriesOf, type Language, type Say} from './figures';

/** Distributions, relations, places, words. */
export function examplesOfFigures(language: Language, say: Say): object[] {
  const random = randomFrom(31);
  const agents = agentNames(language, 26);
  const seconds = agents.map(() => 30 + Math.round(90 * random()));
  const csat = seconds.map((value) => 0.99 - value / 900 - 0.08 * random());
  const teams = [say('售前', 'Presales'), say('售后', 'After sales'), say('投诉', 'Complaints'), say('夜班', 'Night')];
  const five = (role: string, name: string, values: number[]) => seriesOf(language, name, 'duration', values, {role});
  const words = say(
    '退款 物流 优惠券 发货 客服 快递 质量 退货 等待 态度 发票 尺码 赠品 价格 活动 登录 验证码 换货 颜色 破损 催单 少件 预售 会员 积分 地址 售后 运费险 差评 延迟 补发 包装 色差 保修 安装 取消订单 分期 支付失败 假货 缺货',
    'refund delivery coupon shipping agent courier quality return waiting manner invoice size gift price promotion sign-in code exchange colour damaged hurry missing presale member points address after-sales insurance rating delay resend packaging shade warranty installation cancel instalment payment fake stock').split(' ');
  const regions = '广东 浙江 江苏 上海 北京 四川 山东 湖北 福建 河南 陕西 新疆 黑龙江 香港 海外'.split(' ');
  const stages = [say('机器人', 'Bot'), say('电话', 'Phone'), say('邮件', 'E-mail'), say('一线', 'First line'), say('二线技术', 'Second line'), say('自助解决', 'Self-service'), say('已解决', 'Resolved'), say('未解决', 'Unresolved')];
  const link = (from: number, to: number, value: number) => ({from, to, value, text: value.toLocaleString('en')});
  return [
    {
      kind: 'scatter', id: 'scatter', title: say('效率与满意度', 'Speed and satisfaction'), categories: agents, up_is_good: null,
      series: [
        seriesOf(language, say('首次响应时长', 'First response time'), 'duration', seconds), seriesOf(language, say('满意度', 'Satisfaction'), 'percent_1', csat),
      ],
      fit: {slope: -1 / 900, intercept: 0.95, text: say('r = −0.62，n = 26', 'r = −0.62, n = 26')},
      quadrants: {x: 75, y: 0.87, x_text: say('均值 1 分 15 秒', 'mean 1m 15s'), y_text: say('均值 87%', 'mean 87%'), labels: [say('慢而满意', 'Slow, liked'), say('快而满意', 'Fast, liked'), say('快而不满', 'Fast, not liked'), say('慢而不满', 'Slow, not liked')]},
    },
    {
      kind: 'scatter', id: 'scatter-many', title: say('五千次会话', 'Five thousand conversations'), categories: Array.from({length: 5000}, () => ''),
      series: [
        seriesOf(language, say('处理时长', 'Handling time'), 'duration', Array.from({length: 5000}, () => Math.round(60 + 1200 * random() * random()))),
        seriesOf(language, say('消息数', 'Messages'), 'integer', Array.from({length: 5000}, () => Math.round(2 + 40 * random() * random()))),
      ],
    },
    {
      kind: 'box_plot', id: 'box_plot', title: say('处理时长分布', 'Handling time'), categories: teams,
      series: [
        five('low', say('最小', 'Lowest'), [40, 60, 120, 50]), five('lower_quartile', say('下四分位', 'Lower quartile'), [120, 180, 300, 140]),
        five('median', say('中位数', 'Median'), [190, 290, 520, 230]), five('upper_quartile', say('上四分位', 'Upper quartile'), [300, 470, 820, 410]),
        five('high', say('最大', 'Highest'), [620, 900, 1500, 760]),
      ],
    },
    {
      kind: 'histogram', id: 'histogram', title: say('首次响应时长分布', 'First response time'),
      categories: say('0–30 秒|30–60 秒|1–2 分|2–3 分|3–5 分|5–10 分|10 分以上', '0–30 s|30–60 s|1–2 min|2–3 min|3–5 min|5–10 min|over 10 min').split('|'),
      edges: [0, 30, 60, 120, 180, 300, 600, 1200],
      series: [seriesOf(language, say('会话', 'Conversations'), 'integer', [1820, 2410, 1530, 640, 310, 120, 44])],
      marks: [{at: 52, label: say('中位数', 'Median'), text: say('52 秒', '52s')}, {at: 78, label: say('均值', 'Mean'), text: say('1 分 18 秒', '1m 18s')}, {at: 180, label: 'p90', text: say('3 分', '3m')}],
    },
    {
      kind: 'gauge', id: 'gauge', title: say('服务水平', 'Service level'), categories: [say('30 秒内接起', 'Answered within 30 s')], up_is_good: true, width: 320,
      series: [
        seriesOf(language, say('服务水平', 'Service level'), 'percent_1', [0.836], {role: 'current'}), seriesOf(language, say('目标', 'Target'), 'percent_1', [0.8], {role: 'target'}),
        seriesOf(language, say('差', 'Poor'), 'percent_1', [0.6], {role: 'band'}), seriesOf(language, say('中', 'Fair'), 'percent_1', [0.8], {role: 'band'}), seriesOf(language, say('好', 'Good'), 'percent_1', [1], {role: 'band'}),
      ],
    },
    {
      kind: 'bullet', id: 'bullet', title: say('目标完成', 'Against target'), categories: [...teams.slice(0, 3), say('夜班（含外包）', 'Night (with partners)')], up_is_good: true,
      series: [
        seriesOf(language, say('满意度', 'Satisfaction'), 'percent_1', [0.93, 0.88, 0.79, 0.9], {role: 'current', incomplete: [false, false, false, true]}),
        seriesOf(language, say('目标', 'Target'), 'percent_1', [0.9, 0.9, 0.85, 0.9], {role: 'target'}),
        seriesOf(language, say('差', 'Poor'), 'percent_1', [0.7, 0.7, 0.7, 0.7], {role: 'band'}), seriesOf(language, say('中', 'Fair'), 'percent_1', [0.85, 0.85, 0.85, 0.85], {role: 'band'}),
        seriesOf(language, say('好', 'Good'), 'percent_1', [1, 1, 1, 1], {role: 'band'}),
      ],
    },
    {
      kind: 'sankey', id: 'sankey', title: say('问题流转', 'The way of a question'), categories: stages,
      series: [seriesOf(language, say('会话', 'Conversations'), 'integer', [5200, 2100, 900, 4300, 980, 3100, 6700, 820])],
      links: [link(0, 5, 3100), link(0, 3, 2100), link(1, 3, 1700), link(1, 4, 400), link(2, 3, 500), link(2, 4, 400), link(3, 4, 180), link(3, 6, 3700), link(3, 7, 420), link(4, 6, 700), link(4, 7, 280), link(5, 6, 2300)],
    },
    {
      kind: 'province_map', id: 'province_map', title: say('客户分布与本地服务', 'Where customers are and who serves them'), categories: regions,
      series: [seriesOf(language, say('客户', 'Customers'), 'integer', [18200, 12100, 11800, 9800, 9100, 7600, 7400, 5200, 4900, 4700, 3100, 820, 760, 540, 300])],
      links: [link(0, 5, 5200), link(1, 3, 3400), link(4, 6, 2500), link(2, 7, 1700), link(8, 0, 1400), link(11, 10, 600), link(12, 4, 500)],
    },
    {kind: 'word_cloud', id: 'word_cloud', title: say('客户原声', 'What customers speak of'), categories: words, series: [seriesOf(language, say('提及', 'Mentions'), 'integer', words.map((_, i) => Math.round(900 / (i + 1.5)) + 12))]},
    {
      kind: 'word_cloud', id: 'word_cloud-tone', title: say('好评与差评用词', 'Words of praise and blame'), categories: words,
      series: [
        seriesOf(language, say('提及', 'Mentions'), 'integer', words.map((_, i) => Math.round(600 / (i + 2)) + 12)),
        seriesOf(language, say('情感', 'Tone'), 'decimal_1', words.map((_, i) => [0, -1, 0.6, 0, 0.8, -0.5][i % 6]!), {role: 'tone'}),
      ],
    },
    {kind: 'bar', id: 'no-data', title: say('没有数据', 'No data'), categories: [], series: []},
  ];
}
