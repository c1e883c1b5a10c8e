/** The screens: built pages under short names, with headers that let nothing foreign run in them. */
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
  '/t/:secret': 'kiosk/ticket.html',
  '/g/:id': 'kiosk/service.html',
}

const POLICY = [
  "default-src 'self'",
  "connect-src 'self' ws: wss:",
  "img-src 'self' data: blob:",
  "style-src 'self' 'unsafe-inline'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ')

/** @param webRoot the folder of the built pages; without it only the API is served. */
export const pages = (app: Hono, webRoot: string): void => {
  if (!existsSync(join(webRoot, 'index.html'))) return
  app.use('*', async (c, next) => {
    await next()
    c.header('content-security-policy', POLICY)
    c.header('x-content-type-options', 'nosniff')
    // A ticket's secret stands in the address of its page and must not travel on.
    c.header('referrer-policy', 'no-referrer')
  })
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
