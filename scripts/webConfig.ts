/** How Vite builds and serves web/: written as a value, so that building, serving and tests share it. */
import path from 'node:path'
import react from '@vitejs/plugin-react'
import type { InlineConfig } from 'vite'

const root = path.dirname(import.meta.dirname)
export const webFolder = path.join(root, 'web')
export const webDist = path.join(webFolder, 'dist')
/** The server puts a fresh nonce here for each page it serves (Content-Security-Policy). */
export const noncePlaceholder = '__CSP_NONCE__'

export function webConfig(outDir: string): InlineConfig {
  return {
    configFile: false,
    root: webFolder,
    base: '/app/',
    logLevel: 'warn',
    plugins: [react()],
    html: { cspNonce: noncePlaceholder },
    build: {
      outDir,
      emptyOutDir: true,
      manifest: true,
      // Chromium 111, Firefox 113, Safari 16.4: what we test and what people have.
      target: ['chrome111', 'firefox113', 'safari16.4'],
      modulePreload: { polyfill: false },
      // A data: address is forbidden to scripts and workers by our policy: every asset is a file.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1000,
    },
    worker: { format: 'es' },
  }
}
