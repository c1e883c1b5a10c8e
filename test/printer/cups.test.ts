/** A print queue, through a program named `lp` that notes what it was given. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cupsTransport } from '../../printer/cups.ts'
import { encode } from '../../printer/escpos.ts'
import { modelFor } from '../../printer/models.ts'
import { drawPage } from '../../printer/raster.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yichuang-lp-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

/** Puts an `lp` first on the path, which notes its words and its input and then does this. */
const lpThat = (does: string): void => {
  writeFileSync(
    join(folder, 'lp'),
    `#!/bin/sh\nprintf '%s\\n' "$@" > '${folder}/words'\ncat > '${folder}/page'\n${does}\n`,
  )
  chmodSync(join(folder, 'lp'), 0o755)
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH ?? ''}`)
}
const given = (what: 'words' | 'page'): string => readFileSync(join(folder, what), 'utf8')

const JOB = encode([{ do: 'init' }, { do: 'text', text: '受理通知书' }, { do: 'newline' }])
const drawn = (job: Uint8Array): Uint8Array => new TextEncoder().encode(`page of ${job.length}`)
const toQueue = (queue = 'a4', deadline = 5000) => cupsTransport({ queue, draw: drawn, deadline })

describe('a print queue', () => {
  it('P52 what it takes is sent, and never called printed', async () => {
    lpThat("echo 'request id is a4-12 (1 file(s))'")
    expect(await toQueue().send(JOB, 'ticket.receipt.7')).toEqual({
      result: 'unknown',
      reason: 'unconfirmable',
      detail: 'request id is a4-12 (1 file(s))',
      nearEnd: false,
    })
    expect(given('words')).toBe('-d\na4\n-t\nticket.receipt.7\n-\n')
    expect(given('page')).toBe(`page of ${JOB.length}`)
    expect(await toQueue().status()).toEqual({ answer: 'none', reason: 'blind' })
  })

  it('P52 no name becomes a command of a shell', async () => {
    lpThat('true')
    await toQueue(`a4; touch ${join(folder, 'owned')}`).send(JOB, '$(touch owned)')
    expect(given('words')).toContain(`a4; touch ${join(folder, 'owned')}\n-t\n$(touch owned)\n`)
    expect(existsSync(join(folder, 'owned'))).toBe(false)
  })

  it('P52 a queue that does not exist or refuses is not sent, in one line', async () => {
    lpThat("echo 'lp: The printer or class does not exist.' >&2; exit 1")
    expect(await toQueue().send(JOB, 'job')).toEqual({
      result: 'not_sent',
      reason: 'absent',
      detail: 'there is no print queue a4: add it with lpadmin (lp: The printer or class does not exist.)',
      nearEnd: false,
    })
    lpThat("printf 'lp: Destination\\n is not accepting jobs.' >&2; exit 1")
    expect(await toQueue().send(JOB, 'job')).toMatchObject({
      result: 'not_sent',
      reason: 'unreachable',
      detail: 'lp: Destination is not accepting jobs.',
    })
  })

  it('P52 in a Chinese system the program is asked to speak English, so that its refusal is understood', async () => {
    vi.stubEnv('LC_ALL', 'zh_CN.UTF-8')
    lpThat(
      'case $LC_ALL in C) echo "lp: The printer or class does not exist.";; *) echo "lp：打印机或类不存在。";; esac >&2; exit 1',
    )
    expect(await toQueue().send(JOB, 'job')).toMatchObject({ result: 'not_sent', reason: 'absent' })
  })

  it('P52 without the program nothing is sent, and the reason says what to install', async () => {
    vi.stubEnv('PATH', folder)
    expect(await toQueue().send(JOB, 'job')).toEqual({
      result: 'not_sent',
      reason: 'no-library',
      detail: 'lp is missing: apt install cups-client',
      nearEnd: false,
    })
  })

  it('P52 a program that does not end, or is ended, leaves it unknown', async () => {
    lpThat('exec sleep 60')
    expect(await toQueue('a4', 300).send(JOB, 'job')).toMatchObject({ result: 'unknown', reason: 'stalled' })
    lpThat('kill -9 $$')
    expect(await toQueue().send(JOB, 'job')).toMatchObject({ result: 'unknown', reason: 'closed' })
  })

  it('P52 a page that cannot be drawn is not sent', async () => {
    lpThat('true')
    const transport = cupsTransport({
      queue: 'a4',
      draw: () => {
        throw new Error('the font is missing')
      },
    })
    expect(await transport.send(JOB, 'job')).toMatchObject({
      result: 'not_sent',
      reason: 'no-library',
      detail: 'the page cannot be drawn: the font is missing',
    })
    expect(existsSync(join(folder, 'words'))).toBe(false)
  })

  it('P52 two pages go one after another', async () => {
    lpThat(`if [ -e '${folder}/busy' ]; then exit 9; fi; touch '${folder}/busy'; sleep 0.1; rm '${folder}/busy'`)
    const transport = toQueue()
    const all = await Promise.all([transport.send(JOB, 'a'), transport.send(JOB, 'b')])
    expect(all.map(({ result }) => result)).toEqual(['unknown', 'unknown'])
  })

  it('P52 the page is drawn from the very bytes of the slip', async () => {
    lpThat('true')
    const model = modelFor({ paper: 210 })
    await cupsTransport({ queue: 'a4', draw: (job) => drawPage(job, model) }).send(JOB, 'job')
    expect(given('page')).toMatch(/^%PDF|^.PNG/)
  })
})
