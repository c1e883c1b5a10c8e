import { defineConfig } from 'vite'

/** One page a screen; what they share is split out once. Served by the hall's own server from build/web. */
export default defineConfig({
  appType: 'mpa',
  publicDir: false,
  build: {
    outDir: 'build/web',
    emptyOutDir: true,
    // Nothing is inlined: the pages' policy lets no data: fonts in.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      input: [
        'index.html',
        'kiosk/index.html',
        'kiosk/ticket.html',
        'display/board.html',
        'display/strip.html',
        'counter/window.html',
        'counter/guide.html',
        'counter/pad.html',
        'counter/manager.html',
        'counter/paper.html',
      ],
    },
  },
})
