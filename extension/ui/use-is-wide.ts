/** Whether the window is at least so wide; asked where another layout is another set of parts. */
import { useSyncExternalStore } from 'react'

export function useIsWide(rem: number): boolean {
  const query = `(min-width: ${rem}rem)`
  return useSyncExternalStore(
    (tell) => {
      const media = matchMedia(query)
      media.addEventListener('change', tell)
      return () => media.removeEventListener('change', tell)
    },
    () => matchMedia(query).matches,
  )
}
