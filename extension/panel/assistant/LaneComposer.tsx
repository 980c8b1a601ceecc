/**
 * Where one writes in the lane: always at the same place at the bottom, whichever card asked for
 * it, so that it is in sight wherever one has scrolled to.
 */
import { type ComponentProps, createContext, use } from 'react'
import { createPortal } from 'react-dom'
import { KeptComposer } from '../session/KeptComposer.tsx'

export const WritingPlace = createContext<HTMLElement | null>(null)

export function LaneComposer(props: ComponentProps<typeof KeptComposer>) {
  const place = use(WritingPlace)
  return place && createPortal(<KeptComposer {...props} />, place)
}
