/**
 * The controls of the GWT half: buttons that are no buttons, text fields, combos, pods.
 */
import type { Page } from './context.ts'
import { h, type Kid, nextId, row } from './dom.ts'
import { type IconName, icon } from './icons.ts'

type Press = (event: Event) => void

/** `div.mm_button` with its own listener. Some builds take only what a person did. */
export function mmButton(page: Page, press: Press, ...kids: Kid[]): HTMLDivElement {
  const take: Press = (event) => {
    if (page.switches.gwt === 'trustedOnly' && !event.isTrusted) return
    press(event)
  }
  const takeKey: Press = (event) => {
    if (event instanceof KeyboardEvent && event.key === 'Enter') take(event)
  }
  return h(
    'div',
    {
      class: 'mm_button obf-button',
      attrs: { tabindex: '0' },
      on: { click: take, keydown: takeKey },
    },
    ...kids,
  )
}

/** One toolbar button: a positioned wrapper that carries the name, the button, the icon. */
export function toolbarButton(
  page: Page,
  one: { cw: string; icon: IconName; title: string; left: number; press: Press; word?: string },
): HTMLDivElement {
  const picture = h('div', { class: 'mm_buttonIcon obf-icon' })
  picture.append(icon(one.icon))
  const word = one.word ? h('div', { class: 'obf-word', text: one.word }) : undefined
  return h(
    'div',
    { class: one.cw, title: one.title, style: `position:absolute;left:${one.left}px;top:0` },
    mmButton(page, one.press, picture, word),
  )
}

/** The wide buttons of the action bar. */
export function actionButton(page: Page, word: string, press: Press): HTMLDivElement {
  return h(
    'div',
    { class: 'obf-action cw_CwActionButton' },
    mmButton(page, press, h('div', {}, h('div', { text: word }))),
  )
}

export type Field = { line: HTMLTableRowElement; input: HTMLInputElement }

export function field(label: string, classes: string, kind: 'text' | 'combo' = 'text'): Field {
  const id = nextId()
  const input = h('input', {
    class: `${classes} obf-input${kind === 'combo' ? ' mm_comboBox' : ''}`,
    id: `${id}-input`,
    attrs: { type: 'text', autocomplete: 'off' },
  })
  const box = h('div', { class: `obf-field${kind === 'combo' ? ' obf-combo' : ''}`, id }, input)
  if (kind === 'combo') box.append(icon('down'))
  return { input, line: podLine(label, box) }
}

/** `tr.pod-element-row` with its label; the label's text is also its title. */
export function podLine(label: string, content: Kid): HTMLTableRowElement {
  const name = h('div', {
    class: 'mm_podElementLabel mm_label obf-name',
    title: label,
    text: label,
  })
  return h(
    'tr',
    { class: 'pod-element-row' },
    h('td', { class: 'obf-nameCell' }, name),
    h('td', {}, content),
  )
}

export type Pod = { pod: HTMLDivElement; label: HTMLElement; body: HTMLElement }

export function pod(cw: string, title: string, ...kids: Kid[]): Pod {
  const id = nextId()
  const label = h('span', { id: `${id}-label`, class: 'obf-podTitle', text: title })
  const header = h('div', { id, class: `mm_podHeader ${cw}_header obf-podHeader` }, label)
  const body = h('div', { class: 'obf-podBody' }, ...kids)
  const outer = h(
    'div',
    { class: `${cw} obf-pod` },
    h('div', { class: 'obf-podFrame' }, h('div', { class: 'obf-podTop' }, header)),
    body,
  )
  return { pod: outer, label, body }
}

export function podTable(...lines: Kid[]): HTMLTableElement {
  return h(
    'table',
    { class: 'obf-podTable', attrs: { cellspacing: '0' } },
    h('tbody', {}, ...lines),
  )
}

export function link(page: Page, text: string, press: () => void, classes = ''): HTMLAnchorElement {
  const take = (event: Event) => {
    event.preventDefault()
    if (page.switches.gwt === 'takeAll' || event.isTrusted) press()
  }
  return h('a', { class: `obf-link ${classes}`, text, attrs: { href: '#' }, on: { click: take } })
}

export function badge(text: string, color: string): HTMLElement {
  const dot = h('span', { class: 'obf-dot', style: `background:${color}` })
  return row('obf-badge', dot, h('span', { text }))
}

const priorityColors: Record<string, string> = {
  Red: '#d13438',
  Orange: '#e8801a',
  Yellow: '#e3b505',
  Green: '#3c9a4d',
  White: '#a9b4be',
}
export const priorityColor = (name: string) => priorityColors[name] ?? '#a9b4be'
