/**
 * `npm run paper`: reads a capture of printer bytes, or stands in for a printer and keeps what it is sent as files.
 * Exit: 0 when a file ended in step, 1 when it did not, 2 for a wrong call.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { decode, decodedLines } from './decode.ts'
import { readPaper } from './paper.ts'
import { drawPng } from './raster.ts'
import { startVirtualPrinter, type VirtualPrinter } from './virtual.ts'

export const USAGE = `npm run paper -- decode <file> [--json] [--png <file>] [--paper 80|58]
npm run paper -- serve [--port 9100] [--out <folder>] [--paper 80|58]
`

const DOTS: Readonly<Record<string, number>> = { '80': 576, '58': 384, '210': 960 }

/** A call that cannot be carried out, said so that the caller can mend it. */
class WrongCall extends Error {}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const dotsOf = (paper: string): number => {
  const dots = Object.hasOwn(DOTS, paper) ? DOTS[paper] : undefined
  if (dots === undefined) throw new WrongCall(`--paper is 80, 58 or 210 (millimetres), not ${paper}.`)
  return dots
}

const readFile = (file: string): Uint8Array => {
  try {
    return new Uint8Array(readFileSync(file))
  } catch (error) {
    throw new WrongCall(`Cannot read ${file}: ${reasonOf(error)}.`)
  }
}

const writeFile = (file: string, bytes: Uint8Array): void => {
  try {
    writeFileSync(file, bytes)
  } catch (error) {
    throw new WrongCall(`Cannot write ${file}: ${reasonOf(error)}.`)
  }
}

export type Out = { readonly say: (line: string) => void; readonly complain: (line: string) => void }

const runDecode = (words: readonly string[], { say }: Out): number => {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      png: { type: 'string' },
      paper: { type: 'string', default: '80' },
    },
  })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new WrongCall('Name one file to decode.')
  const dots = dotsOf(values.paper)
  const bytes = readFile(file)
  const decoded = decode(bytes, dots)
  say(values.json ? JSON.stringify(decoded, null, 2) : decodedLines(decoded).join('\n'))
  if (values.png !== undefined) writeFile(values.png, drawPng(readPaper(bytes, dots).rows, dots))
  return decoded.inStep ? 0 : 1
}

/** A virtual printer whose jobs become `0001.bin` and `0001.png` in a folder. */
const runServe = async (words: readonly string[], { say, complain }: Out): Promise<VirtualPrinter> => {
  const { values } = parseArgs({
    args: [...words],
    options: {
      port: { type: 'string', default: '9100' },
      out: { type: 'string', default: '.' },
      paper: { type: 'string', default: '80' },
    },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new WrongCall(`--port is 0 to 65535, not ${values.port}.`)
  const dots = dotsOf(values.paper)
  mkdirSync(values.out, { recursive: true })
  let jobs = 0
  const printer = await startVirtualPrinter({
    port,
    onJob: (bytes) => {
      jobs += 1
      const name = join(values.out, String(jobs).padStart(4, '0'))
      try {
        writeFile(`${name}.bin`, bytes)
        writeFile(`${name}.png`, drawPng(readPaper(bytes, dots).rows, dots))
        say(`${name}.bin ${bytes.length} bytes`)
      } catch (error) {
        complain(reasonOf(error))
      }
    },
  })
  say(`printer on 127.0.0.1:${printer.port}, paper goes to ${values.out}`)
  return printer
}

/** Runs one call. The answer is the exit code, or the printer that goes on serving. */
export const runPaper = async (words: readonly string[], out: Out): Promise<number | VirtualPrinter> => {
  const [what, ...rest] = words
  try {
    if (what === 'decode') return runDecode(rest, out)
    if (what === 'serve') return await runServe(rest, out)
    throw new WrongCall(what === undefined ? 'Say what to do.' : `${what} is not something to do.`)
  } catch (error) {
    out.complain(`${reasonOf(error)}\n${USAGE}`)
    return 2
  }
}

if (process.argv[1]?.endsWith('command-line.js')) {
  const answer = await runPaper(process.argv.slice(2), {
    say: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stderr.write(`${line}\n`),
  })
  if (typeof answer === 'number') process.exitCode = answer
}
