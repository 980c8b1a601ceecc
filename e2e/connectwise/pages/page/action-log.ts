/**
 * Everything that was done to the page, by a person or by a program: clicks, keys, pastes,
 * changes, with the control they met and whether the browser vouches for them. And, apart from
 * that, which controls acted: a synthetic click on Save is one entry in the log, and counts as
 * pressed only when the button took it.
 */
import { type Control, controls } from './context.ts'

export type Action = {
  type: string
  /** The nearest class known from outside, such as `cw_ToolbarButton_Save`. */
  target: string
  isTrusted: boolean
  key?: string
  text?: string
  atMs: number
}

const watched = ['click', 'keydown', 'paste', 'beforeinput', 'input', 'change', 'focus', 'drop']
/** So that a page left open for a day stays usable. */
const mostKept = 5000

export function keepActionLog() {
  const log: Action[] = []
  const pressed = countsOf()
  for (const type of watched) {
    window.addEventListener(type, (event) => keep(log, event), { capture: true, passive: true })
  }
  return {
    log,
    pressed,
    acted: (control: Control) => {
      pressed[control] += 1
    },
  }
}

function keep(log: Action[], event: Event) {
  const target = event.target instanceof Element ? event.target : document.body
  if (target.closest('#standin-bar')) return
  if (log.length >= mostKept) log.splice(0, 1000)
  log.push({
    type: event.type,
    target: nameOf(target),
    isTrusted: event.isTrusted,
    ...(event instanceof KeyboardEvent ? { key: event.key } : {}),
    ...(event instanceof InputEvent ? { key: event.inputType, text: event.data ?? '' } : {}),
    ...(event instanceof ClipboardEvent
      ? { text: event.clipboardData?.getData('text/plain') ?? '' }
      : {}),
    atMs: Math.round(performance.now()),
  })
}

/** Safe: every control has been given its zero. */
function countsOf(): Record<Control, number> {
  return Object.fromEntries(controls.map((one) => [one, 0])) as Record<Control, number>
}

const telling = /^(cw_(?!Cw)|TicketNote-|public-DraftEditor|CwDialog|cw-gxt|pod_)/
const alsoTelling = /^(cw[_-]|Cw|mm_|DraftEditor)/

function nameOf(start: Element): string {
  for (const pattern of [telling, alsoTelling]) {
    for (let element: Element | null = start; element; element = element.parentElement) {
      const name = [...element.classList].find((one) => pattern.test(one))
      if (name) return name
    }
  }
  return start.id || start.tagName.toLowerCase()
}
