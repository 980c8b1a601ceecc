/**
 * What the gate takes out, told for people and for measuring: as many as a reply may list.
 * The last line says how many more there were.
 */
import { plainLine } from './plain.ts'

export interface Dropped {
  what: string
  why: string
}

export interface Drops {
  add: (what: string, why: string) => void
  list: () => Dropped[]
}

const MOST_LISTED = 40

export function listDrops(): Drops {
  const all: Dropped[] = []
  return {
    add: (what, why) =>
      all.push({ what: plainLine(what) || 'Something without words', why: plainLine(why, 200) }),
    list() {
      if (all.length <= MOST_LISTED) return all
      const listed = all.slice(0, MOST_LISTED - 1)
      const more = `${all.length - listed.length} more`
      return [...listed, { what: more, why: 'More was taken out than is listed here.' }]
    },
  }
}
