/** Telling a printer's replies apart, however they are cut and whatever comes between them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { processIdOf, type Reply, replyReader } from '../../printer/status.ts'
import { hex, unhex } from './facts.ts'

const said = (reply: Reply): string => {
  switch (reply.kind) {
    case 'status':
    case 'sensor':
      return `${reply.kind} ${reply.byte.toString(16)}`
    case 'process':
      return `process ${reply.id}`
    case 'about':
      return `about ${reply.text}`
    case 'room':
      return reply.has ? 'XON' : 'XOFF'
  }
}

const heard = (...packets: string[]): string[] => {
  const replies: string[] = []
  const read = replyReader((reply) => replies.push(said(reply)))
  for (const packet of packets) read(unhex(packet))
  return replies
}

describe('replies of a printer', () => {
  it('P14 status, sensor and automatic reports are told apart', () => {
    expect(heard('16 12 1e 00 03')).toEqual(['status 16', 'status 12', 'status 1e', 'sensor 0', 'sensor 3'])
    expect(heard('14 00 03 0f 00')).toEqual(['sensor 0'])
  })

  it('P14 an automatic report in pieces, with a status reply in its middle, is no confirmation', () => {
    expect(heard('1c', '00 12', '0f', '0f')).toEqual(['status 12'])
  })

  it('P47 XON and XOFF are never a reply to a question, wherever they stand', () => {
    expect(heard('13 11 12')).toEqual(['XOFF', 'XON', 'status 12'])
    expect(heard('14 00 13 00 11 0f', '00')).toEqual(['XOFF', 'XON', 'sensor 0'])
    expect(heard('37 22 41 13 42 11 43 44 00')).toEqual(['XOFF', 'XON', 'process ABCD'])
  })

  it('P48 a process id is read whole, and its characters are no other reply', () => {
    expect(heard('37 22 30 31 32 33 00', '12')).toEqual(['process 0123', 'status 12'])
    // Characters of the forms 0xx1xx10 and 0xx1xx00, which would be status and reports.
    expect(heard('37 22 32 36 54 74 00 00')).toEqual(['process 26Tt', 'sensor 0'])
    expect(heard('37 21 30 31 32 33 00')).toEqual([])
    expect(heard('37 22 30 31 32 00')).toEqual([])
    expect(heard('37 22 30 31 32 33 34 00')).toEqual([])
  })

  it('P47 what a printer says it is, is text, and the rest of one that is too long confirms nothing', () => {
    expect(heard('5f', '54 4d 2d 54 38 38 00', '00')).toEqual(['about TM-T88', 'sensor 0'])
    const endless = '5f'.padEnd(2 * 90, '41')
    expect(heard(endless, '41 41', '00', '12')).toEqual(['status 12'])
  })

  it('P48 any bytes however cut are the same replies', () => {
    const bytes = fc.uint8Array({ maxLength: 60 })
    fc.assert(
      fc.property(bytes, fc.array(fc.nat(60), { maxLength: 6 }), (stream, cuts) => {
        const ends = [...cuts.filter((cut) => cut < stream.length), stream.length].sort((a, b) => a - b)
        const pieces = ends.map((end, i) => hex(stream.subarray(i === 0 ? 0 : ends[i - 1], end)))
        expect(heard(...pieces)).toEqual(heard(hex(stream)))
      }),
    )
  })

  it('P48 the id of a job is four printable characters, the same each time and another for another job', () => {
    const jobs = Array.from({ length: 2000 }, (_, i) => `ticket-${i}.ticket.1`)
    const ids = jobs.map(processIdOf)
    for (const id of ids) expect(id).toMatch(/^[!-~]{4}$/)
    expect(new Set(ids).size).toBe(jobs.length)
    expect(jobs.map(processIdOf)).toEqual(ids)
  })
})
