/**
 * The header: search, who is signed in, and the label that names what is on screen.
 *
 * The label comes later than the fragment and the screen; until then it still names what was
 * shown before. With `reshow:styleOnly` each screen keeps a label of its own, and only styles
 * change when one comes back.
 */
import type { Page } from './context.ts'
import { h, row } from './dom.ts'
import { icon } from './icons.ts'

export type Header = ReturnType<typeof makeHeader>

const labelClass = 'gwt-Label mm_label obf-label detailLabel cw_CwLabel'

export function makeHeader(page: Page) {
  const nav = h('div', { class: 'gwt-Label navigationEntry cw_CwLabel' })
  const shared = h('div', { class: labelClass })
  const labels = new Map<HTMLElement, HTMLElement>()
  const crumbs = h('div', { class: 'obf-crumbs' }, nav, shared)
  const noise = h('div', {
    class: 'obf-quiet',
    style: 'margin-left:auto;width:1px;overflow:hidden',
  })
  crumbs.append(noise)

  const search = h('input', {
    class: 'cw_NavigationSearchPsaComboBox mm_comboBox',
    attrs: { placeholder: 'Ticket number', 'aria-label': 'Search' },
    on: {
      keydown: (event) => {
        const id = Number(search.value.trim().replace(/^#/, ''))
        if (!(event instanceof KeyboardEvent) || event.key !== 'Enter' || !(id > 0)) return
        search.value = ''
        page.goTo({ name: 'ticket', id, opened: 'directly' })
      },
    },
  })
  const { member, installation } = page.start
  const account = h(
    'div',
    { class: 'cw_MyAccountButton', title: member.email },
    h('div', { class: 'obf-avatar', text: member.initials }),
    h('span', { class: 'obf-accountName', text: member.name }),
  )
  const mark = h('div', { class: 'obf-mark' }, ...[1, 2, 3, 4].map(() => h('i')))
  const top = h(
    'div',
    { class: 'obf-top' },
    mark,
    h('div', { class: 'obf-installation', text: installation }),
    row('obf-search', icon('search'), search),
    account,
  )

  function labelOf(root: HTMLElement): HTMLElement {
    if (page.switches.reshow === 'rebuilt') return shared
    const known = labels.get(root)
    if (known) return known
    const made = h('div', { class: labelClass, style: 'display:none' })
    labels.set(root, made)
    crumbs.insertBefore(made, noise)
    return made
  }

  return {
    top,
    crumbs,
    noise,
    setNav: (text: string) => {
      if (nav.textContent !== text) nav.textContent = text
    },
    /** Names what is on screen. Says nothing to the document when nothing changes but style. */
    fill: (root: HTMLElement, text: string) => {
      const label = labelOf(root)
      if (page.switches.reshow === 'styleOnly') {
        for (const one of [shared, ...labels.values()]) one.style.display = 'none'
        label.style.display = ''
      }
      if (label.firstChild?.nodeValue === text) return
      label.textContent = text
      if (page.switches.extensions === 'traces') leaveTraces(label)
    },
  }
}

/** What other extensions are known to do: a button inside the label, and another title. */
function leaveTraces(label: HTMLElement) {
  label.append(h('button', { text: 'Copy Ticket #4711 - link', attrs: { type: 'button' } }))
  document.title = '🔥 4711 | my tickets'
}
