/**
 * What can be started by a digit, in the order in which it came to be read: whatever arrives later
 * follows, so that a digit means the same as long as what stood beside it is there.
 */
import { useEffect, useRef } from 'react'
import { keepPlaces } from '#shared/flow/keep-places.ts'

interface Row {
  flow: { id: string }
}

/** Gives which of two stands before the other. `of` is what they are offered for: another's were not read. */
export function useKeptPlaces(of: unknown, rows: readonly Row[]): (a: Row, b: Row) => number {
  const read = useRef<{ of: unknown; ids: readonly string[] }>({ of, ids: [] })
  const before = read.current.of === of ? read.current.ids : []
  const ids = keepPlaces(before, rows, rows.length).map(({ flow }) => flow.id)
  useEffect(() => {
    read.current = { of, ids }
  })
  const places = new Map(ids.map((id, n) => [id, n]))
  const placeOf = ({ flow }: Row) => places.get(flow.id) ?? 0
  return (a, b) => placeOf(a) - placeOf(b)
}
