/** Ids in a binary heap by the time that each stands for: the earliest on top, among equals the lowest id. */

export type Heap = { ids: Int32Array; size: number }

export const emptyHeap = (room: number): Heap => ({ ids: new Int32Array(room), size: 0 })

const before = (at: Float64Array, a: number, b: number): boolean => {
  const first = at[a] as number
  const second = at[b] as number
  return first < second || (first === second && a < b)
}

/** Puts an id in. @param at the time of each id; it must not change while the id is in the heap. */
export const push = (heap: Heap, at: Float64Array, id: number): void => {
  if (heap.size === heap.ids.length) {
    const larger = new Int32Array(Math.max(16, heap.size * 2))
    larger.set(heap.ids)
    heap.ids = larger
  }
  const { ids } = heap
  let hole = heap.size
  heap.size += 1
  while (hole > 0) {
    const parent = (hole - 1) >> 1
    const other = ids[parent] as number
    if (!before(at, id, other)) break
    ids[hole] = other
    hole = parent
  }
  ids[hole] = id
}

/** Takes the earliest out. The heap must not be empty. */
export const pop = (heap: Heap, at: Float64Array): number => {
  const { ids } = heap
  const top = ids[0] as number
  heap.size -= 1
  const { size } = heap
  const id = ids[size] as number
  let hole = 0
  for (;;) {
    let child = hole * 2 + 1
    if (child >= size) break
    if (child + 1 < size && before(at, ids[child + 1] as number, ids[child] as number)) child += 1
    const other = ids[child] as number
    if (!before(at, other, id)) break
    ids[hole] = other
    hole = child
  }
  if (size > 0) ids[hole] = id
  return top
}
