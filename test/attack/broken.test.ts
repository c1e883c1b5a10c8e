/** What breaks inside says nothing outside, and breaks nothing else. */
import { describe, expect, it } from 'vitest'
import { brokenApp, filledIn, routesOf } from './routes.ts'

const BODY = { id: 'x'.repeat(22), type: 'OpenHall' }

describe('a server of which every part throws', () => {
  const app = brokenApp()
  const routes = routesOf(app)

  it('X24 X23 every address answers with an error, a code and a sentence, and with nothing of its insides', async () => {
    expect(routes.length).toBeGreaterThan(40)
    for (const { method, path } of routes) {
      const address = filledIn(path, { hall: 'hall' })
      const response = await app.request(`http://hall${address}`, {
        method,
        headers: { host: 'hall', authorization: `Bearer ${'t'.repeat(22)}`, 'content-type': 'application/json' },
        ...(method === 'GET' ? {} : { body: JSON.stringify(BODY) }),
      })
      const text = await response.text()
      expect(text, `${method} ${path}`).not.toMatch(/secret inside|Error:|\bat \S+ \(|node_modules|\.ts:/)
      if (path === '/api/openapi.json') continue
      expect(response.status, `${method} ${path}`).toBeGreaterThanOrEqual(400)
      const { code, title } = JSON.parse(text) as { readonly code?: unknown; readonly title?: unknown }
      expect([typeof code, typeof title], `${method} ${path}`).toEqual(['string', 'string'])
    }
  })
})
