/** The screens: built pages under short names. What may run in them is said in headers.ts. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono } from 'hono'

const PAGES: Readonly<Record<string, string>> = {
  '/': 'index.html',
  '/kiosk': 'kiosk/index.html',
  '/board': 'display/board.html',
  '/strip': 'display/strip.html',
  '/window': 'counter/window.html',
  '/guide': 'counter/guide.html',
  '/pad': 'counter/pad.html',
  '/manager': 'counter/manager.html',
  '/paper': 'counter/paper.html',
  '/waiting-list': 'counter/waiting-list.html',
  '/t/:secret': 'kiosk/ticket.html',
  '/g/:id': 'kiosk/service.html',
}

/** @param webRoot the folder of the built pages; without it only the API is served. */
export const pages = (app: Hono, webRoot: string): void => {
  if (!existsSync(join(webRoot, 'index.html'))) return
  for (const [path, file] of Object.entries(PAGES)) app.get(path, serveStatic({ root: webRoot, path: file }))
  // The service worker of the machines' pages: asked for anew each time, so that a new version is seen at once (K33).
  app.get(
    '/sw.js',
    serveStatic({ root: webRoot, path: 'sw.js', onFound: (_path, c) => c.header('cache-control', 'no-cache') }),
  )
  app.use(
    '/assets/*',
    serveStatic({
      root: webRoot,
      // Built names carry a digest of their content, so they never change.
      onFound: (_path, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
    }),
  )
}
