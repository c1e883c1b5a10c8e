/**
 * The hall's catalogue in the making, as one readable file that the manager page and a text editor both change. Only a
 * publish makes it count, so a draft lost in a power cut loses no ticket; a file that cannot be read is never overwritten.
 */
import { constants } from 'node:fs'
import { copyFile, mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Low } from 'lowdb'
import { DataFile } from 'lowdb/node'
import type { Catalogue } from '../../hall/catalogue.ts'
import { type CatalogueProblem, problem } from '../../hall/catalogue-check.ts'
import { CATALOGUE_BYTES_MAX } from '../../hall/limits.ts'
import { catalogueSchema, type ParsedCatalogue, parseCatalogue } from './schema.ts'

export type Draft = {
  /** What the file says now, read anew each time since people edit it beside us; or what must be put right. */
  readonly read: () => Promise<ParsedCatalogue>
  /** Replaces the draft in one rename. A file that was no catalogue is kept beside as `<file>.bad-<n>` first. */
  readonly write: (catalogue: Catalogue) => Promise<void>
  /**
   * Changes one part of it, with nobody in between; answers with what it says afterwards. One that is no catalogue at all
   * is left alone.
   */
  readonly edit: (change: (catalogue: Catalogue) => Catalogue) => Promise<ParsedCatalogue>
}

type Found =
  | { readonly as: 'missing' }
  | { readonly as: 'json'; readonly value: unknown }
  | { readonly as: 'unreadable'; readonly why: string }

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

const unreadable = (file: string, why: string): CatalogueProblem =>
  problem(
    file,
    'file-unreadable',
    `目录草稿文件 ${file} 无法读取（${why}）。请用文本编辑器改正，或删除它以便从出厂目录重新开始；在页面上保存时，原文件会另存为 ${file}.bad-<序号>`,
    `The draft file ${file} cannot be read (${why}). Correct it in a text editor, or delete it to begin again from the shipped catalogue; saving from the page first keeps it beside as ${file}.bad-<n>.`,
  )

/** Copies rather than renames, so that the original stays in its place until the new draft replaces it. */
const keepBeside = async (file: string, n = 1): Promise<void> => {
  try {
    await copyFile(file, `${file}.bad-${n}`, constants.COPYFILE_EXCL)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    await keepBeside(file, n + 1)
  }
}

/** @param file where the draft lives, `<dataDir>/catalogue.json`; @param shipped what a missing file is made from. */
export const openDraft = async (file: string, shipped: Catalogue): Promise<Draft> => {
  const adapter = new DataFile<unknown>(file, {
    // Some editors begin a UTF-8 file with a byte order mark, which JSON does not know.
    parse: (text) => JSON.parse(text.replace(/^\uFEFF/, '')),
    stringify: (value) => `${JSON.stringify(value, null, 2)}\n`,
  })

  const look = async (): Promise<Found> => {
    try {
      const { size } = await stat(file)
      if (size > CATALOGUE_BYTES_MAX) return { as: 'unreadable', why: `${size} bytes > ${CATALOGUE_BYTES_MAX}` }
      // A fresh Low each time: it keeps its last data when a file holds `null`, and would show what is no longer there.
      const low = new Low<unknown>(adapter, null)
      await low.read()
      const isObject = typeof low.data === 'object' && low.data !== null && !Array.isArray(low.data)
      return isObject ? { as: 'json', value: low.data } : { as: 'unreadable', why: 'no catalogue inside' }
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return { as: 'missing' }
      return { as: 'unreadable', why: error instanceof Error ? error.message : String(error) }
    }
  }

  const replace = (catalogue: Catalogue): Promise<void> => new Low<unknown>(adapter, catalogue).write()

  const isCatalogue = (found: Found): boolean => found.as === 'json' && catalogueSchema.safeParse(found.value).success

  const write = async (catalogue: Catalogue): Promise<void> => {
    const found = await look()
    if (found.as !== 'missing' && !isCatalogue(found)) await keepBeside(file)
    await replace(catalogue)
  }

  // Writes take turns, so that two of them cannot both judge and replace the same file.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const done = turn.then(act)
    // Whoever asked hears of the failure through `done`; the next in line only needs to know that it is over.
    turn = done.catch(() => undefined)
    return done
  }

  const read = async (): Promise<ParsedCatalogue> => {
    const found = await look()
    switch (found.as) {
      case 'missing':
        await replace(shipped)
        return parseCatalogue(shipped)
      case 'unreadable':
        return { ok: false, problems: [unreadable(file, found.why)] }
      case 'json':
        return parseCatalogue(found.value)
    }
  }

  await mkdir(dirname(file), { recursive: true })
  if ((await look()).as === 'missing') await replace(shipped)
  return {
    read: () => inTurn(read),
    write: (catalogue) => inTurn(() => write(catalogue)),
    edit: (change) =>
      inTurn(async () => {
        const found = await read()
        if (!found.catalogue) return found
        await write(change(found.catalogue))
        return read()
      }),
  }
}
