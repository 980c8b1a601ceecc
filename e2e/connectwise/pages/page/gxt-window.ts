/**
 * The windows GXT lays over a screen. One can be shown again without any change to the document
 * but its style, which is how observers of added nodes miss it.
 */
import type { Page } from './context.ts'
import { mmButton } from './controls.ts'
import { h, type Kid, nextId } from './dom.ts'

export type GxtWindow = { frame: HTMLElement; open: () => void; close: () => void }

type Wanted = {
  title: string
  text: string
  buttons?: { word: string; press: () => void }[]
  extra?: Kid
  class?: string
}

const cross =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M4 4l8 8M12 4l-8 8' stroke='%23fff' stroke-width='1.5'/%3E%3C/svg%3E"

/** Built hidden, and in the document at once. `close` hides it again; it is never taken out. */
export function makeGxtWindow(page: Page, host: HTMLElement, wanted: Wanted): GxtWindow {
  const shade = h('div', { class: 'obf-shade', style: 'display:none' })
  const show = (isShown: boolean) => {
    shade.style.display = isShown ? '' : 'none'
  }
  const closing = h('img', {
    class: 'gwt-Image cw-gxt-wnd-cls',
    attrs: { src: cross, alt: 'Close' },
    on: {
      click: (event) => {
        if (page.switches.gwt === 'takeAll' || event.isTrusted) show(false)
      },
    },
  })
  const buttons = (wanted.buttons ?? [{ word: 'OK', press: () => {} }]).map(({ word, press }) =>
    h(
      'div',
      { class: 'obf-action cw_CwActionButton' },
      mmButton(
        page,
        () => {
          show(false)
          press()
        },
        h('div', { text: word }),
      ),
    ),
  )
  const frame = h(
    'div',
    { class: `cw-gxt-wnd x-window obf-window ${wanted.class ?? ''}`, id: nextId() },
    h(
      'div',
      { class: 'obf-windowHeader x-window-header' },
      h('span', { class: 'x-window-header-text', text: wanted.title }),
      closing,
    ),
    h(
      'div',
      { class: 'obf-windowBody x-window-body' },
      h('p', { text: wanted.text }),
      wanted.extra,
    ),
    h('div', { class: 'obf-windowButtons' }, ...buttons),
  )
  shade.append(frame)
  host.append(shade)
  return { frame, open: () => show(true), close: () => show(false) }
}
