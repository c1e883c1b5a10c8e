import { createHash } from 'node:crypto'
import { defineConfig, type Plugin } from 'vite'
import program from './package.json' with { type: 'json' }

/**
 * The hall speaks WebSocket only (server/gateway.ts), so the screens carry no polling and no WebTransport: a tenth of a
 * page's script that would never run.
 */
const websocketOnly: Plugin = {
  name: 'websocket-only',
  load: (id) => {
    // Named by the library's own list of exports, and otherwise by nobody.
    if (/engine\.io-client[\\/]build[\\/]esm[\\/]transports[\\/]polling-xhr(\.node)?\.js$/.test(id)) {
      return 'export class BaseXHR {}\nexport class Request {}\nexport class XHR {}'
    }
    return /engine\.io-client[\\/]build[\\/]esm[\\/]transports[\\/]index\.js$/.test(id)
      ? "import { WS } from './websocket.js'\nexport const transports = { websocket: WS }"
      : undefined
  },
}

/** The pages of machines that hang somewhere: their service worker keeps them and what they are built of (K33). */
const KEPT_PAGES: Readonly<Record<string, string>> = {
  '/kiosk': 'kiosk/index.html',
  '/board': 'display/board.html',
  '/strip': 'display/strip.html',
  '/pad': 'counter/pad.html',
  '/waiting-list': 'counter/waiting-list.html',
}
/** Pages of staff do nothing without the server; the list of who waits is what they need then (Z20). */
const INSTEAD: Readonly<Record<string, string>> = {
  '/window': '/waiting-list',
  '/guide': '/waiting-list',
  '/manager': '/waiting-list',
}

/**
 * Tells the service worker which files those pages need, what they fetch later among them. Fonts come in a hundred slices, of
 * which a page uses ten: the worker keeps those that were used.
 */
const precache: Plugin = {
  name: 'precache',
  generateBundle: {
    order: 'post',
    handler: (_options, bundle) => {
      const files = new Set<string>()
      const follow = (name: string): void => {
        const chunk = bundle[name]
        if (chunk?.type !== 'chunk' || files.has(name)) return
        files.add(name)
        for (const file of chunk.viteMetadata?.importedCss ?? []) files.add(file)
        for (const file of [...chunk.imports, ...chunk.dynamicImports]) follow(file)
      }
      for (const [name, chunk] of Object.entries(bundle)) {
        const page = chunk.type === 'chunk' && chunk.isEntry ? chunk.facadeModuleId : undefined
        if (page && Object.values(KEPT_PAGES).some((kept) => page.endsWith(`/${kept}`))) follow(name)
      }
      const kept = {
        pages: Object.keys(KEPT_PAGES),
        instead: INSTEAD,
        files: [...files].sort().map((file) => `/${file}`),
      }
      const version = createHash('sha256').update(JSON.stringify(kept)).digest('hex').slice(0, 16)
      const worker = bundle['sw.js']
      if (worker?.type !== 'chunk') throw new Error('The build made no sw.js for the service worker.')
      worker.code = `const PRECACHE = ${JSON.stringify({ version, ...kept })}\n${worker.code}`
    },
  },
}

/** One page a screen; what they share is split out once. Served by the hall's own server from build/web. */
export default defineConfig({
  appType: 'mpa',
  plugins: [websocketOnly, precache],
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
      // A worker reaches no further than its own folder, so this one stands at the root, under a name that never changes.
      output: { entryFileNames: ({ name }) => (name === 'service-worker' ? 'sw.js' : 'assets/[name]-[hash].js') },
      input: [
        'client/service-worker.ts',
        'index.html',
        'kiosk/index.html',
        'kiosk/ticket.html',
        'kiosk/service.html',
        'display/board.html',
        'display/strip.html',
        'counter/window.html',
        'counter/guide.html',
        'counter/pad.html',
        'counter/manager.html',
        'counter/paper.html',
        'counter/waiting-list.html',
      ],
    },
  },
})
