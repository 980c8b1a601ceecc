/** What a failed journey leaves behind: pictures of page and panel, and the API's log. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { Page } from 'puppeteer-core'
import { onTestFailed } from 'vitest'

const FOLDER = 'test-results'

export function keepEvidence(of: { page?: Page; panel?: Page; log: () => string }): void {
  onTestFailed(async ({ task }) => {
    mkdirSync(FOLDER, { recursive: true })
    const name = task.name.replace(/\W+/g, '-').slice(0, 60)
    for (const [who, where] of [['page', of.page] as const, ['panel', of.panel] as const]) {
      if (where?.isClosed() === false) {
        // A tab behind another draws nothing and would keep one waiting.
        const taken = where.screenshot({ path: `${FOLDER}/${name}-${who}.png` })
        await Promise.race([taken.catch(() => undefined), setTimeout(5_000)])
      }
    }
    writeFileSync(`${FOLDER}/${name}.log`, of.log())
  })
}
