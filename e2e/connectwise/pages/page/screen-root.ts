/**
 * A screen as the workspace swaps it. Loading comes first and touches nothing; drawing is one
 * synchronous act, so a screen never shows half of one ticket and half of another.
 */
import type { Screen } from '../screen-state.ts'

export type Prepared = {
  /** The word in front of the header label. */
  nav: string
  /** The header label's text, and what it is for a wrong label to name instead. */
  label: string
  otherLabel: string
  /** A ticket that could be shown beside this one; 0 when there is none. */
  otherId: number
  draw: () => void
}

export type ScreenRoot = {
  kind: string
  root: HTMLElement
  prepare: (screen: Screen) => Promise<Prepared>
  /** Called when the screen has come into view, with its label still to come. */
  shown?: () => void
}
