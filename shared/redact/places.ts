/**
 * The places where triggers stand, in the order of the text: whose they are, and how far before
 * and after the place its detector has looked. A megabyte holds tens of thousands, so they are
 * kept as numbers in one array.
 */
const FIELDS = 5

export class Places {
  count = 0
  #numbers: Int32Array

  constructor(expected: number) {
    this.#numbers = new Int32Array(Math.max(64, expected) * FIELDS)
  }

  add(owner: number, start: number, end: number, back: number, ahead: number): void {
    const at = this.count++ * FIELDS
    if (at === this.#numbers.length) {
      const more = new Int32Array(at * 2)
      more.set(this.#numbers)
      this.#numbers = more
    }
    this.#numbers[at] = start
    this.#numbers[at + 1] = end
    this.#numbers[at + 2] = owner
    this.#numbers[at + 3] = back
    this.#numbers[at + 4] = ahead
  }

  start(place: number): number {
    return this.#numbers[place * FIELDS]!
  }

  end(place: number): number {
    return this.#numbers[place * FIELDS + 1]!
  }

  owner(place: number): number {
    return this.#numbers[place * FIELDS + 2]!
  }

  back(place: number): number {
    return this.#numbers[place * FIELDS + 3]!
  }

  ahead(place: number): number {
    return this.#numbers[place * FIELDS + 4]!
  }
}
