/**
 * A list that only grows by its end, so that one more item costs the same at 10 and at 2,000.
 *
 * Never changed once made: `append` and `change` give another list, which shares with this one
 * all blocks but the last or the changed one. An array would be copied whole for each item, and
 * a record folded in the square of its length. Read like an array; what reads all of it makes
 * the array once. In JSON it is an array too, but `structuredClone` cannot copy it.
 */
const BLOCK = 32

type Block<T> = readonly T[]

export class GrowingList<T> implements Iterable<T> {
  /** Blocks that are full, then the one that is not yet. */
  readonly #full: readonly Block<T>[]
  readonly #last: Block<T>
  #array: readonly T[] | undefined

  private constructor(full: readonly Block<T>[], last: Block<T>) {
    this.#full = full
    this.#last = last
  }

  static of<T>(items: readonly T[]): GrowingList<T> {
    const full: Block<T>[] = []
    let from = 0
    for (; items.length - from > BLOCK; from += BLOCK) full.push(items.slice(from, from + BLOCK))
    return new GrowingList(full, items.slice(from))
  }

  append(item: T): GrowingList<T> {
    return this.#last.length < BLOCK
      ? new GrowingList(this.#full, [...this.#last, item])
      : new GrowingList([...this.#full, this.#last], [item])
  }

  /** The list with the last item that fits changed; none is an ordinary answer. */
  change(isIt: (item: T) => unknown, change: (item: T) => T): GrowingList<T> | undefined {
    for (let n = this.#full.length; n >= 0; n--) {
      const block = this.#full[n] ?? this.#last
      const at = block.findLastIndex(isIt)
      if (at < 0) continue
      const changed = block.map((item, i) => (i === at ? change(item) : item))
      return n === this.#full.length
        ? new GrowingList(this.#full, changed)
        : new GrowingList(this.#full.with(n, changed), this.#last)
    }
    return undefined
  }

  /** Looked for from the end, where what is asked for mostly stands. */
  findLast(isIt: (item: T) => unknown): T | undefined {
    for (let n = this.#full.length; n >= 0; n--) {
      const block = this.#full[n] ?? this.#last
      const at = block.findLastIndex(isIt)
      if (at >= 0) return block[at]
    }
    return undefined
  }

  /** What is not what stood there in an earlier one, and what did. Blocks that both share are passed over. */
  changedSince(earlier: GrowingList<T>): { item: T; was: T | undefined }[] {
    const changed: { item: T; was: T | undefined }[] = []
    for (let n = 0; n <= this.#full.length; n++) {
      const block = this.#full[n] ?? this.#last
      const before = earlier.#full[n] ?? (n === earlier.#full.length ? earlier.#last : undefined)
      if (block === before) continue
      for (const [at, item] of block.entries()) {
        const was = before?.[at]
        if (item !== was) changed.push({ item, was })
      }
    }
    return changed
  }

  get length(): number {
    return this.#full.length * BLOCK + this.#last.length
  }

  at(index: number): T | undefined {
    const at = index < 0 ? this.length + index : index
    const block = Math.floor(at / BLOCK)
    return block < this.#full.length
      ? this.#full[block]?.[at % BLOCK]
      : this.#last[at - this.#full.length * BLOCK]
  }

  /** All of it; the same array each time. */
  toArray(): readonly T[] {
    this.#array ??= this.#full.flat().concat(this.#last)
    return this.#array
  }

  toJSON(): readonly T[] {
    return this.toArray()
  }

  [Symbol.iterator](): ArrayIterator<T> {
    return this.toArray()[Symbol.iterator]()
  }

  entries(): ArrayIterator<[number, T]> {
    return this.toArray().entries()
  }

  find(isIt: (item: T) => unknown): T | undefined {
    return this.toArray().find(isIt)
  }

  some(isIt: (item: T) => unknown): boolean {
    return this.toArray().some(isIt)
  }

  filter(isIt: (item: T) => unknown): T[] {
    return this.toArray().filter(isIt)
  }

  map<U>(change: (item: T, at: number) => U): U[] {
    return this.toArray().map(change)
  }

  flatMap<U>(change: (item: T) => U | readonly U[]): U[] {
    return this.toArray().flatMap(change)
  }
}
