/**
 * A copy of the built extension whose page of flows notes when a drawing is there, with a page of bare
 * React Flow beside it that notes the same. Times count from the beginning of the navigation.
 */
import { execFile } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

declare global {
  interface Window {
    /** Until the first card of the drawing was drawn. */
    benchShownMs: number | undefined
    /** Presses a button; how long until the page draws one thing more. */
    benchAdd: (button: string, things: string) => Promise<number>
    /** Looks each frame where a node is drawn. */
    benchWatchDrag: (id: string) => void
    /** How many milliseconds it stood in each place; before the first and after the last it rested. */
    benchEndDrag: () => number[]
    /** Once nothing is left to do: from the next key until the node is where it was before. */
    benchArmUndo: () => Promise<void>
    benchUndone: Promise<number>
  }
}

const WATCH = `
const afterDrawing = (act) => requestAnimationFrame(() => {
  const channel = new MessageChannel()
  channel.port1.onmessage = act
  channel.port2.postMessage(0)
})
const watcher = new MutationObserver(() => {
  const card = document.querySelector('.react-flow__node')
  if (!card || card.style.visibility === 'hidden') return
  watcher.disconnect()
  afterDrawing(() => { window.benchShownMs = performance.now() })
})
watcher.observe(document, { childList: true, subtree: true, attributeFilter: ['style'] })
window.benchAdd = (button, things) => new Promise((done) => {
  const count = () => document.querySelectorAll(things).length
  const before = count()
  const from = performance.now()
  document.querySelector(button).click()
  const look = () =>
    count() > before ? afterDrawing(() => done(performance.now() - from)) : requestAnimationFrame(look)
  look()
})
let dragged
window.benchWatchDrag = (id) => {
  const node = document.querySelector('.react-flow__node[data-id="' + id + '"]')
  dragged = { node, from: node.style.transform, places: [], at: [], isOn: true }
  const look = (now) => {
    if (!dragged.isOn) return
    const place = node.style.transform
    if (place !== dragged.places.at(-1)) { dragged.places.push(place); dragged.at.push(now) }
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
window.benchEndDrag = () => {
  dragged.isOn = false
  return dragged.at.slice(2).map((now, n) => now - dragged.at[n + 1])
}
window.benchArmUndo = () => new Promise((armed) => requestIdleCallback(() => {
  const { node, from } = dragged
  window.benchUndone = new Promise((done) => {
    let pressed
    addEventListener('keydown', (event) => { pressed ??= event.key === 'z' ? performance.now() : undefined }, true)
    const back = new MutationObserver(() => {
      if (node.style.transform !== from) return
      back.disconnect()
      afterDrawing(() => done(performance.now() - pressed))
    })
    back.observe(node, { attributeFilter: ['style'] })
  })
  armed()
}))
`

export async function watchEditor(
  built: string,
  dir: string,
  graphs: Record<string, unknown>,
): Promise<string> {
  cpSync(built, dir, { recursive: true })
  const script = new URL('./bare-flow/bundle-into.ts', import.meta.url).pathname
  // As it ships: without this React's development build would be in it.
  const env = { ...process.env, NODE_ENV: 'production' }
  await promisify(execFile)(process.execPath, [script, dir], { env })
  writeFileSync(join(dir, 'bench-watch.js'), WATCH)
  const page = join(dir, 'flows.html')
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace('<head>', '<head><script src="/bench-watch.js"></script>'),
  )
  writeFileSync(
    join(dir, 'bare-flow.html'),
    '<!doctype html><html><head><script src="/bench-watch.js"></script><link rel="stylesheet" href="/bare-flow.css"></head><body><div id="root"></div><script type="module" src="/bare-flow.js"></script></body></html>',
  )
  for (const [name, graph] of Object.entries(graphs)) {
    writeFileSync(join(dir, `${name}.json`), JSON.stringify(graph))
  }
  return dir
}
