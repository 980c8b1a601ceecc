/**
 * What every part of the page program is handed: who sits there, how the switches stand, and the
 * few acts that reach beyond a part.
 */
import type { Screen } from '../screen-state.ts'
import type { Switches } from '../switches.ts'
import type { Start } from '../view.ts'

export type Page = {
  start: Start
  switches: Switches
  random: () => number
  /** In-page navigation: first the fragment, then the screen, then the label. */
  goTo: (screen: Screen) => void
  /** Asks the server again for what is on screen, as the toolbar's button does. */
  refresh: () => void
  /** Notes that a control acted: not that it was clicked, but that it did its work. */
  acted: (control: Control) => void
}

/** Controls a program must never press for a person, and the others worth knowing about. */
export const controls = [
  'save',
  'saveAndClose',
  'delete',
  'settings',
  'saveNote',
  'saveTime',
  'mailContact',
  'newNote',
  'refresh',
] as const
export type Control = (typeof controls)[number]
