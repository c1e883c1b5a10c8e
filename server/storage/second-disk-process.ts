/** The process that waits for the second disk, so that nobody else has to: it does what it is asked and answers by number. */
import { reasonOf } from '../log.ts'
import { type DiskWork, diskWork } from './disk-work.ts'

export type Asked = { readonly id: number; readonly name: keyof DiskWork; readonly words: readonly string[] }
export type Answered = { readonly id: number; readonly value?: unknown; readonly failed?: string }

const work = diskWork(process.argv[2] ?? '')

process.on('message', ({ id, name, words }: Asked) => {
  const act = work[name] as (...words: readonly string[]) => Promise<unknown>
  const say = (answer: Answered): void => void process.send?.(answer)
  act(...words).then(
    (value) => say({ id, value }),
    (error: unknown) => say({ id, failed: reasonOf(error) }),
  )
})
// An exit in good order would wait for the reading that hangs, and stay for as long as the disk is away.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
