/**
 * A copy of the built extension whose panel notes when it has drawn what matters, and which
 * has a blank page beside it. The script that notes is loaded first and only looks.
 *
 * Times are those of the wall clock, so that a click made outside can be their beginning.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

declare global {
  interface Window {
    benchDrawn: { what: string; at: number }[]
    benchAnswers: { keyAt: number; drawnAt: number }[]
  }
}

const WATCH = `
const clock = () => performance.timeOrigin + performance.now()
window.benchDrawn = []
window.benchAnswers = []
performance.setResourceTimingBufferSize(10000)
let last = ''
let key
const afterDrawing = (act) => requestAnimationFrame(() => {
  const channel = new MessageChannel()
  channel.port1.onmessage = act
  channel.port2.postMessage(0)
})
const look = () => {
  const ticket = /#(\\d+)/.exec(document.querySelector('h1')?.textContent ?? '')?.[1] ?? ''
  const title = document.querySelector('#step-title')?.textContent ?? ''
  const trail = document.querySelector('nav[aria-label="Flow"]')?.textContent ?? ''
  const blank = document.querySelector('#blank') ? 'blank' : ''
  const goOn = [...document.querySelectorAll('main button')].some((one) => one.textContent.includes('Go on'))
  const now = [ticket && 'ticket ' + ticket, (title || goOn) && 'work', blank].filter(Boolean)
  for (const what of now) {
    if (last.includes('|' + what + '|')) continue
    afterDrawing(() => window.benchDrawn.push({ what, at: clock() }))
  }
  const card = trail + title
  if (key && card !== key.card) {
    const { keyAt } = key
    key = undefined
    afterDrawing(() => window.benchAnswers.push({ keyAt, drawnAt: clock() }))
  }
  last = '|' + now.join('|') + '|'
  return card
}
new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true })
addEventListener('keydown', (event) => {
  key = { keyAt: performance.timeOrigin + event.timeStamp, card: look() }
}, { capture: true })
addEventListener('DOMContentLoaded', look)
`

export function watchExtension(built: string, dir: string): string {
  cpSync(built, dir, { recursive: true })
  writeFileSync(join(dir, 'bench-watch.js'), WATCH)
  const page = join(dir, 'sidepanel.html')
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace('<head>', '<head><script src="/bench-watch.js"></script>'),
  )
  writeFileSync(
    join(dir, 'blank.html'),
    '<!doctype html><html><head><script src="/bench-watch.js"></script></head><body><p id="blank">Blank</p></body></html>',
  )
  return dir
}
