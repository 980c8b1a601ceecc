/** What makes an observer's life hard: steady changes, and screens of many nodes. */
import { h } from './dom.ts'

/** One hundred changes a second, of text and of nodes in turn. Ends by itself. */
export function makeNoise(host: HTMLElement, forMs = 10_000): void {
  const endsAt = performance.now() + forMs
  let made = 0
  const timer = setInterval(() => {
    if (performance.now() > endsAt) return clearInterval(timer)
    made += 1
    if (made % 2 === 0) host.replaceChildren(h('span', { text: String(made) }))
    else host.append(h('span', { text: `Ticket #${made}` }))
    return undefined
  }, 10)
}

/** Puts that many nodes into a screen in one go, in place of the ones of before. */
export function growScreen(root: HTMLElement, nodes: number): void {
  root.querySelector('[data-grown]')?.remove()
  const lines = Array.from({ length: Math.ceil(nodes / nodesPerLine) }, (_, at) =>
    h(
      'tr',
      { class: 'cw-ml-row' },
      h('td', { text: `${at}` }),
      h('td', {}, h('span', { text: 'x' })),
    ),
  )
  const grown = h('div', { class: 'obf-grown', attrs: { 'data-grown': String(nodes) } })
  grown.append(h('table', {}, h('tbody', {}, ...lines)))
  root.append(grown)
}

/** A row, two cells, a span and two texts. */
const nodesPerLine = 6
