/**
 * Which rows of a long list are in sight or near it: of thousands only those are drawn in full.
 *
 * Watches one row of each stretch. Expects the list's children to be the rows, each as high as a row
 * or higher, so that coming near is known before a stretch is in sight. A short list is near as a whole.
 */
import { type RefObject, useCallback, useEffect, useState } from 'react'

const STRETCH = 20
/** Shorter ones are drawn as a whole. */
const SHORT = 100
/** About a stretch of rows, and as much again for a quick hand. */
const NEAR = '1600px 0px'

export function useNearRows(
  list: RefObject<HTMLElement | null>,
  ids: readonly string[],
): (n: number) => boolean {
  const [near, setNear] = useState<ReadonlySet<number>>(FIRST)
  const isShort = ids.length <= SHORT
  /** Which rows are watched; other ones when some came, went or were moved. */
  const watched = isShort
    ? ''
    : ids.filter((_, n) => n % STRETCH === 0 || n === ids.length - 1).join(' ')
  useEffect(() => {
    const rows = list.current?.children
    if (watched === '' || !rows) return
    const stretches = new Map<Element, number>()
    const seen = new Set<number>()
    const watcher = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const stretch = stretches.get(target) ?? 0
          if (isIntersecting) seen.add(stretch)
          else seen.delete(stretch)
        }
        // What is seen of one is its first row: what is before it is in sight too.
        setNear(new Set([...seen].flatMap((stretch) => [stretch - 1, stretch])))
      },
      { rootMargin: NEAR },
    )
    const watch = (row: Element | undefined, stretch: number) => {
      if (!row || stretches.has(row)) return
      stretches.set(row, stretch)
      watcher.observe(row)
    }
    for (let n = 0; n < rows.length; n += STRETCH) watch(rows[n], n / STRETCH)
    // The end of the last stretch too, which may be far below its beginning.
    watch(rows[rows.length - 1], Math.ceil(rows.length / STRETCH))
    return () => watcher.disconnect()
  }, [list, watched])
  return useCallback((n) => isShort || near.has(Math.floor(n / STRETCH)), [isShort, near])
}

const FIRST: ReadonlySet<number> = new Set([0])
