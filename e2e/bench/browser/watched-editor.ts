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
