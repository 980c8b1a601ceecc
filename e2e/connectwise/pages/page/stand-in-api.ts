/** What the page offers to tests at `window.__standIn`, in the page's own world. */
import type { Screen } from '../screen-state.ts'
import type { Switches } from '../switches.ts'
import type { Action } from './action-log.ts'
import type { Control } from './context.ts'
import type { EditorReport } from './editors.ts'

export type StandInApi = {
  switches: Switches
  /** Everything that was done to the page, oldest first. */
  log: Action[]
  /** How often each control did its work. */
  pressed: Record<Control, number>
  /** Every editor in the document, with what it holds in its own state. */
  editorState: () => EditorReport[]
  /** In-page navigation, as a click on a link would do it. */
  goTo: (screen: Screen) => void
  /** True when the last navigation has arrived, its header label included. */
  isSettled: () => boolean
  refresh: () => void
  /** One hundred changes a second, for ten seconds unless told. */
  makeNoise: (forMs?: number) => void
  /** Replaces that many nodes on the screen in view, at once. */
  swapNodes: (count: number) => void
}

declare global {
  interface Window {
    __standIn: StandInApi
  }
}
