// `npm run notices` writes the file; every other run checks that it is true.

import {readFileSync, writeFileSync} from 'node:fs';
import {resolve} from 'node:path';

import {beforeAll, describe, expect, it} from 'vitest';

import {bundledPackages, noticesOf, type Bundled} from './bundled';

const FILE = resolve(__dirname, '../../THIRD_PARTY_NOTICES.md');
let packages: Bundled[] = [];

beforeAll(async () => {
  packages = await bundledPackages();
  if (process.env.KEBAO_WRITE_NOTICES) writeFileSync(FILE, noticesOf(packages));
}, 60_000);

describe('THIRD_PARTY_NOTICES.md', () => {
  it('lists every package that is in a bundle, also inside another', () => {
    expect(packages.map((one) => one.name)).toEqual(['docx', 'echarts', 'fflate', 'hucre', 'nanoid', 'pptxgenjs', 'tslib', 'zrender']);
  });

  it('has the text of every licence', () => {
    const written = readFileSync(FILE, 'utf8');
    for (const {name, version, license, texts} of packages) {
      expect(written).toContain(`## ${name} ${version} (${license})`);
      expect(texts.length, name).toBeGreaterThan(0);
      expect(texts[0], name).toMatch(/permission|licen[cs]e/i);
      for (const text of texts) expect(written.includes(text), `${name}: ${text.slice(0, 60)}`).toBe(true);
    }
  });

  it('is as it would be made now', () => {
    expect(readFileSync(FILE, 'utf8') === noticesOf(packages)).toBe(true);
  });
});
