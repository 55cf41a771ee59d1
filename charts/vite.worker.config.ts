import {defineConfig} from 'vite';

// The package for the render worker: one classic script without imports, for JavaScriptCore without a page.
export default defineConfig({
  define: {'process.env.NODE_ENV': JSON.stringify('production')},
  build: {
    target: 'es2020',
    outDir: 'dist',
    emptyOutDir: false,
    lib: {entry: 'src/worker/index.ts', name: 'kebaoCharts', formats: ['iife'], fileName: () => 'charts-worker.js'},
  },
});
