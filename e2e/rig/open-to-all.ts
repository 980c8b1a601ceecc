/** Holds a screen to be usable by everybody: nothing that keeps people out, nothing that scrolls sideways. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'puppeteer-core'
import { expect } from 'vitest'
import { turnTo } from './picture.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const SCHEMES = ['light', 'dark'] as const

/** Read by axe in both schemes; what it calls serious keeps somebody out. */
export async function expectOpenToAll(of: Page): Promise<void> {
  for (const scheme of SCHEMES) {
    await turnTo(of, scheme, 'still')
    await of.evaluate(AXE)
    const found = await of.evaluate(findBarriers)
    expect(found, `in ${scheme}`).toEqual([])
    expect(await of.evaluate(findWide), `in ${scheme}`).toEqual([])
  }
}

/** Runs in the page, with axe in it. */
async function findBarriers(): Promise<string[]> {
  const { axe } = globalThis as unknown as { axe: typeof import('axe-core') } // put there before
  const { violations } = await axe.run(document, { resultTypes: ['violations'] })
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
}

/** Runs in the page: what can be scrolled sideways, but for code that has a frame of its own. */
function findWide(): string[] {
  return [
    ...document.querySelectorAll('html, body, main, header, footer, [role="dialog"], section'),
  ]
    .filter((box) => box.scrollWidth > box.clientWidth && box.clientWidth > 0)
    .map((box) => `${box.tagName} ${box.className}: ${box.scrollWidth} > ${box.clientWidth}`)
}
