/**
 * Making elements the way the imitated page has them: build-made class names that differ on
 * every load, ids that are counted, and a deep nesting of tables.
 *
 * In class strings and in the style sheet, `obf-name` stands for such a class. All other classes
 * are the ones known from public scripts. Text is only ever set as text.
 */
export type Kid = Node | string | undefined | false

type Props = {
  class?: string
  id?: string
  title?: string
  text?: string
  style?: string
  attrs?: Record<string, string>
  on?: Record<string, (event: Event) => void>
}

let prefix = 'GSTANDIN'
let counted = 0
const shortened = new Map<string, string>()
let randomLetter = () => 'A'

/** Draws this load's class names. Call before anything is built. */
export function drawNames(random: () => number): void {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
  randomLetter = () => letters.charAt(Math.floor(random() * letters.length))
  prefix = `G${Array.from({ length: 7 }, randomLetter).join('')}`
  counted = Math.floor(random() * 400)
  shortened.clear()
}

/** `obf-name` becomes this load's class for it; everything else stays. */
export function names(classes: string): string {
  return classes.replace(/obf-(\w+)/g, (_, name: string) => {
    const known = shortened.get(name)
    if (known) return known
    const taken = new Set(shortened.values())
    let made = ''
    do made = `${prefix}${randomLetter()}${randomLetter()}${randomLetter()}`
    while (taken.has(made))
    shortened.set(name, made)
    return made
  })
}

export function nextId(kind: 'x-auto' | 'gwt-uid' = 'x-auto'): string {
  counted += 1
  return `${kind}-${counted}`
}

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...kids: Kid[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  if (props.class) element.className = names(props.class)
  if (props.id) element.id = props.id
  if (props.title) element.title = props.title
  if (props.style) element.setAttribute('style', props.style)
  if (props.text !== undefined) element.textContent = props.text
  for (const [name, value] of Object.entries(props.attrs ?? {})) element.setAttribute(name, value)
  for (const [name, listener] of Object.entries(props.on ?? {})) {
    element.addEventListener(name, listener)
  }
  for (const kid of kids) if (kid) element.append(kid)
  return element
}

/** A row of cells in a table of its own, which is how GWT lays things side by side. */
export function row(classes: string, ...cells: Kid[]): HTMLTableElement {
  const line = h('tr', {}, ...cells.filter(Boolean).map((cell) => h('td', {}, cell)))
  return h(
    'table',
    { class: classes, attrs: { cellspacing: '0', cellpadding: '0' } },
    h('tbody', {}, line),
  )
}

/** The same downwards. */
export function column(classes: string, ...cells: Kid[]): HTMLTableElement {
  const lines = cells.filter(Boolean).map((cell) => h('tr', {}, h('td', {}, cell)))
  return h(
    'table',
    { class: classes, attrs: { cellspacing: '0', cellpadding: '0' } },
    h('tbody', {}, ...lines),
  )
}
