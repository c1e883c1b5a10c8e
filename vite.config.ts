import { defineConfig, type Plugin } from 'vite'
import program from './package.json' with { type: 'json' }

/**
 * The hall speaks WebSocket only (server/gateway.ts), so the screens carry no polling and no WebTransport: a tenth of a
 * page's script that would never run.
 */
const websocketOnly: Plugin = {
  name: 'websocket-only',
  load: (id) =>
    /engine\.io-client[\\/]build[\\/]esm[\\/]transports[\\/]index\.js$/.test(id)
      ? "import { WS } from './websocket.js'\nexport const transports = { websocket: WS }"
      : undefined,
}

/** One page a screen; what they share is split out once. Served by the hall's own server from build/web. */
export default defineConfig({
  appType: 'mpa',
  plugins: [websocketOnly],
  publicDir: false,
  // Each page says in its handshake which version it is, so that the device page shows who runs an old one.
  define: { PAGE_VERSION: JSON.stringify(program.version) },
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
