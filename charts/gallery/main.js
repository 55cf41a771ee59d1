// npm run gallery [-- DIR]: every kind, in zh and en, light and dark, into DIR/index.html, and one SVG file each.

import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

import {readChart} from '../src/spec/read';
import {readSvgOptions} from '../src/svg/options';
import {renderSvg} from '../src/svg/render_svg';
import {examples} from './examples';

const LOOKS = [['zh', 'light'], ['en', 'light'], ['zh', 'dark']];
const WIDTH = 680;
const folder = process.argv[2] ?? 'gallery/out';
mkdirSync(folder, {recursive: true});

const figures = [];
for (const [language, mode] of LOOKS) {
  for (const example of examples(language)) {
    const options = {language: language === 'zh' ? 'zh-CN' : 'en', mode, width: example.width ?? WIDTH};
    const name = `${example.id}_${language}_${mode}`;
    const spec = readChart(example);
    writeFileSync(join(folder, `${name}.svg`),
      renderSvg(spec, readSvgOptions({...options, target: 'rsvg', font_family: 'Noto Sans CJK SC'})).svg);
    const {svg, height, notes} = renderSvg(spec, readSvgOptions({...options, id_prefix: name}));
    figures.push(`<figure class="${mode}"><figcaption><b>${example.kind}</b> ${example.title.replace(/</g, '&lt;')}
      <small>${height}px ${notes.length} notes</small></figcaption>${svg}</figure>`);
  }
}
writeFileSync(join(folder, 'index.html'), `<!doctype html><meta charset="utf-8"><title>charts</title>
<style>body{font:14px sans-serif;display:grid;grid-template-columns:repeat(auto-fill,minmax(${WIDTH + 24}px,1fr));gap:12px}
figure{margin:0;padding:12px;border:1px solid #ddd} .dark{background:#1a2027;color:#e7ebf0}</style>${figures.join('\n')}`);
// The same specs for other hosts of the package.
writeFileSync(join(folder, 'specs.json'), JSON.stringify({zh: examples('zh'), en: examples('en')}));
console.log(`${figures.length} drawings in ${folder}`);
