/**
 * A part of a screen that its first drawing does not need: fetched once that is done, so that
 * opening does not pay for it and no key has to wait for it.
 *
 * What is there already is drawn at once. What is not shows `meanwhile`; a part that cannot be
 * fetched at all throws, for the boundary around it to tell.
 */
import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react'

const waiting: (() => Promise<unknown>)[] = []

export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile: ReactNode = null,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined
  const fetchPart = async () => {
    loaded ??= await load()
    return loaded
  }
  waiting.push(fetchPart)
  const Lazy = lazy(async () => ({ default: await fetchPart() }))
  return function Later(props: Props) {
    // Decided once: a part that changed its kind while drawn would lose what was typed in it.
    const [Part] = useState<ComponentType<Props> | typeof Lazy>(() => loaded ?? Lazy)
    return (
      <Suspense fallback={meanwhile}>
        <Part {...props} />
      </Suspense>
    )
  }
}

/** Fetches every part that waits, and the parts of those. One that fails is tried again when it is drawn. */
export async function fetchLater(): Promise<void> {
  while (waiting.length > 0) {
    await Promise.allSettled(waiting.splice(0).map((fetchPart) => fetchPart()))
  }
}
