/** The serial line over a real pseudo-terminal: its settings, its bytes, its end. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openSerialLine, type SerialLine } from '../../printer/serial-line.ts'
import { noPty, openPty } from '../kit/pty.ts'
import { hex, unhex } from './facts.ts'

const missing = noPty()
if (missing !== undefined) console.log(`SKIPPED: ${missing}`)

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const opened = async (path: string, baud = 9600): Promise<SerialLine> => {
  const line = await openSerialLine(path, baud)
  if ('failed' in line) throw new Error(line.detail)
  closers.push(line.close)
  return line
}

describe.skipIf(missing !== undefined)('a serial line', () => {
  const plugged = async () => {
    const pty = await openPty()
    closers.push(pty.close)
    return pty
  }

  it('P47 it is 9600 8N1, or the speed that was asked for', async () => {
    const pty = await plugged()
    const line = await opened(pty.path)
    expect(await pty.settings()).toBe('9600 8N1')
    await line.close()
    await opened(pty.path, 115_200)
    expect(await pty.settings()).toBe('115200 8N1')
  })

  it('P47 every byte passes both ways, control bytes and XON, XOFF among them', async () => {
    const pty = await plugged()
    const line = await opened(pty.path)
    let heard = ''
    line.onBytes((bytes) => {
      heard += hex(bytes)
    })
    const all = Uint8Array.from({ length: 256 }, (_, i) => i)
    await line.write(all)
    await line.drain()
    await vi.waitFor(() => expect(hex(pty.heard())).toBe(hex(all)))
    pty.write(all)
    await vi.waitFor(() => expect(heard).toBe(hex(all)))
  })

  it('P47 a line whose plug is pulled says so, once, and takes nothing more', async () => {
    const pty = await plugged()
    const line = await opened(pty.path)
    const gone = vi.fn()
    line.onGone(gone)
    await pty.close()
    await vi.waitFor(() => expect(gone).toHaveBeenCalled())
    await expect(line.write(unhex('1b40'))).rejects.toThrow()
    const late = vi.fn()
    line.onGone(late)
    expect(late).toHaveBeenCalledOnce()
    expect(gone).toHaveBeenCalledOnce()
  })

  it('P47 closing it ourselves is not going away', async () => {
    const pty = await plugged()
    const line = await opened(pty.path)
    const gone = vi.fn()
    line.onGone(gone)
    await line.close()
    await line.close()
    expect(gone).not.toHaveBeenCalled()
    await opened(pty.path)
  })
})

describe('a serial port that cannot be opened', () => {
  it('P47 says in one line what to do, and throws nothing', async () => {
    expect(await openSerialLine('/dev/ttyNOTHING7', 9600)).toEqual({
      failed: 'absent',
      detail: '/dev/ttyNOTHING7 does not exist: plug the device in',
    })
    const file = await openSerialLine('/etc/hostname', 9600)
    expect(file).toMatchObject({ failed: 'failed' })
    expect('detail' in file && file.detail).not.toContain('\n')
    expect(await openSerialLine('/dev/null', -5)).toMatchObject({ failed: 'failed' })
  })

  it('P47 it asks for 8N1, and for lines that stay up when it is closed', async () => {
    // A pseudo-terminal always says 8N1, so what is asked for is looked at here.
    const asked: unknown[] = []
    vi.resetModules()
    vi.doMock('serialport', () => ({
      SerialPort: class {
        constructor(options: unknown) {
          asked.push(options)
        }
        open(done: (error: Error) => void) {
          done(new Error('Permission denied, cannot open /dev/ttyS0'))
        }
      },
    }))
    const fresh = await import('../../printer/serial-line.ts')
    expect(await fresh.openSerialLine('/dev/ttyS0', 9600)).toEqual({
      failed: 'failed',
      detail: '/dev/ttyS0 may not be opened: add this user to the group that owns it (dialout)',
    })
    expect(asked).toEqual([
      { path: '/dev/ttyS0', baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1, hupcl: false, autoOpen: false },
    ])
    vi.doUnmock('serialport')
  })

  it('P47 without the library it is only this line that fails, and the reason says what to install', async () => {
    vi.resetModules()
    vi.doMock('serialport', () => {
      throw new Error('No native build was found\nplatform=linux arch=loong64')
    })
    const fresh = await import('../../printer/serial-line.ts')
    const failed = await fresh.openSerialLine('/dev/ttyS0', 9600)
    expect(failed).toMatchObject({ failed: 'no-library' })
    expect('detail' in failed && failed.detail).toMatch(
      /^serialport cannot be loaded, run npm install on this machine: /,
    )
    expect('detail' in failed && failed.detail).not.toContain('\n')
    vi.doUnmock('serialport')
  })
})
