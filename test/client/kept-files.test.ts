import { describe, expect, it } from 'vitest'
import { keptFor } from '../../client/kept-files.ts'

const kept = {
  version: '1',
  pages: ['/kiosk', '/board', '/strip', '/pad'],
  instead: { '/window': '/waiting-list' },
  files: [],
}

describe('what the service worker keeps', () => {
  it('K33 the pages of machines and built files, and nothing that the hall answers', () => {
    expect(keptFor(kept, '/kiosk')).toBe('page')
    expect(keptFor(kept, '/assets/index-abc.js')).toBe('file')
    expect(keptFor(kept, '/window')).toBe('instead')
    for (const path of [
      '/api/hall',
      '/api/halls/h/commands',
      '/socket.io/',
      '/media/3f9a.jpg',
      '/t/secret',
      '/g/service',
      '/manager',
      '/',
      '/sw.js',
      '/kiosk/other',
      '/api/assets/x',
      'constructor',
    ])
      expect(keptFor(kept, path), path).toBe('never')
  })
})
