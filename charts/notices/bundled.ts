// The packages whose code is in our bundles, with what their licences ask to be handed on.

import {readdirSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';

import {build} from 'esbuild';

const ROOT = resolve(__dirname, '..');
/** The entry points of vite.*.config.ts. */
const ENTRIES = ['src/index.ts', 'src/worker/index.ts', 'src/worker/pptx.ts', 'src/worker/docx.ts', 'src/worker/rows.ts'];

export interface Bundled {
  name: string;
  version: string;
  license: string;
  /** Of licence files, and of comments in the code that name a holder of rights. */
  texts: string[];
}

const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;
/** How builders mark what they have copied into a package's own file. */
const COPIED = /^\s*\/\/ node_modules\/((?:@[^/\s]+\/)?[^/\s]+)\//gm;
const COMMENT = /\/\*[\s\S]*?\*\//g;
const HOLDER = /copyright|@license/i;
const LEGAL_FILE = /^(licen[cs]e|notice|copyrightnotice)/i;

/** Files of packages that leave something in a bundle, by the package's folder. */
async function filesByPackage(): Promise<Map<string, Set<string>>> {
  const files = new Map<string, Set<string>>();
  for (const entry of ENTRIES) {
    const {metafile} = await build({
      absWorkingDir: ROOT, entryPoints: [entry], bundle: true, write: false, metafile: true, format: 'iife', target: 'es2020',
      outdir: 'unwritten', alias: {jszip: join(ROOT, 'src/office/zip_archive.ts')},
      define: {'process.env.NODE_ENV': '"production"'}, logLevel: 'error',
    });
    for (const output of Object.values(metafile.outputs)) {
      for (const [file, {bytesInOutput}] of Object.entries(output.inputs)) {
        const folder = PACKAGE.exec(file)?.[1];
        if (!folder || bytesInOutput === 0) continue;
        files.set(folder, (files.get(folder) ?? new Set<string>()).add(file));
      }
    }
  }
  return files;
}

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8').replace(/\r\n/g, '\n').trim();

const plain = (comment: string): string =>
  comment.replace(/^\/\*+!?|\*+\/$/g, '').split('\n').map((line) => line.replace(/^\s*\*+ ?/, '').trimEnd()).join('\n').trim();

function legalFiles(folder: string): string[] {
  const list = (path: string) => readdirSync(join(ROOT, path), {withFileTypes: true});
  const files = list(folder).filter((one) => one.isFile() && LEGAL_FILE.test(one.name)).map((one) => one.name);
  const inside = list(folder).some((one) => one.name === 'licenses') ? list(`${folder}/licenses`).map((one) => `licenses/${one.name}`) : [];
  return [...files, ...inside].sort().map((name) => read(`${folder}/${name}`));
}

function bundled(folder: string, files: Iterable<string>): Bundled {
  const {name, version, license} = JSON.parse(read(`${folder}/package.json`)) as Bundled;
  const comments = [...files].sort().flatMap((file) => (read(file).match(COMMENT) ?? []).filter((one) => HOLDER.test(one)).map(plain));
  return {name, version, license, texts: [...new Set([...legalFiles(folder), ...comments])]};
}

/** Where node looks from a package for another. */
function folderFrom(folder: string, name: string): string {
  const own = `${folder}/node_modules/${name}`;
  try {
    readdirSync(join(ROOT, own));
    return own;
  } catch {
    return `node_modules/${name}`;
  }
}

export async function bundledPackages(): Promise<Bundled[]> {
  const files = await filesByPackage();
  for (const [folder, own] of [...files]) {
    for (const file of own) {
      for (const [, name] of read(file).matchAll(COPIED)) {
        const copied = folderFrom(folder, name!);
        if (!files.has(copied)) files.set(copied, new Set());
      }
    }
  }
  return [...files].map(([folder, own]) => bundled(folder, own)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

const section = ({name, version, license, texts}: Bundled): string =>
  [`## ${name} ${version} (${license})`, ...texts.map((text) => `\`\`\`text\n${text}\n\`\`\``)].join('\n\n');

/** THIRD_PARTY_NOTICES.md of these. */
export const noticesOf = (packages: readonly Bundled[]): string => `${[
  '# Third-party notices',
  'The scripts of Kebao (`charts/dist`: in every HTML report, and in the process that draws) contain code of the packages below. This'
  + ' file is made by `npm run notices` in `charts/`; a test keeps it true. Libraries that are not copied but linked (Debian packages:'
  + ' deps/debian.txt; DuckDB, MIT: third_party/package.json) come with their own notices. Holidays of China: catalog/calendars.',
  ...packages.map(section),
].join('\n\n')}\n`;
