import {fileURLToPath} from 'node:url';

import {defineConfig} from 'vite';

// Office files in the render worker: one classic script each, for JavaScriptCore without a page. `vite build --mode pptx`.
const OBJECTS: Record<string, string> = {pptx: 'kebaoPptx', docx: 'kebaoDocx', rows: 'kebaoRows'};

export default defineConfig(({mode}) => ({
  resolve: {alias: {jszip: fileURLToPath(new URL('src/office/zip_archive.ts', import.meta.url))}},
  define: {'process.env.NODE_ENV': JSON.stringify('production')},
  build: {
    target: 'es2020',
    outDir: 'dist',
    emptyOutDir: false,
    lib: {entry: `src/worker/${mode}.ts`, name: OBJECTS[mode]!, formats: ['iife'], fileName: () => `${mode}-worker.js`},
  },
}));
