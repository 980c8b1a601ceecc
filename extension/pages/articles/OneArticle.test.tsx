import { act } from 'react'
import { v7 } from 'uuid'
import { afterEach, expect, test, vi } from 'vitest'
import { ReadArticle, SaveArticle } from '#shared/article/contract.ts'
import type { Route } from '#shared/route.ts'
import { openLocalStore } from '../../client/local-store.ts'
import { ADA, showOnPage } from '../testing/show-on-page.tsx'
import { keep } from './kept-articles.ts'
import { OneArticle } from './OneArticle.tsx'

let shown: Awaited<ReturnType<typeof showOnPage>>
afterEach(() => shown.close())

test('what was written of an article that somebody has taken away is saved as a new one', async () => {
  const id = v7()
  const db = openLocalStore('https://rf.example', ADA.id, async () => true)
  await keep(db, id, { basedOn: 3, title: 'Printers', text: 'Mine' }, '2026-11-01T08:00:00.000Z')
  const saved: object[] = []
  const notThere = { kind: 'refused', code: 'notFound', message: 'There is no such article.' }
  const ask = async (route: Route, asked: { basedOn: number }) => {
    if (route === SaveArticle) saved.push(asked)
    else if (route !== ReadArticle) throw new Error(`Not played: ${route.path}`)
    return { ok: false, trouble: notThere }
  }
  shown = await showOnPage(<OneArticle articleId={id} db={db} />, ask, { ...ADA, isLead: true })
  const press = (words: string) =>
    act(async () => {
      const buttons = [...shown.box.querySelectorAll('button')]
      buttons.find(({ textContent }) => textContent === words)?.click()
    })
  const until = (passes: () => void) =>
    vi.waitFor(
      async () => {
        await act(async () => undefined)
        passes()
      },
      { timeout: 10_000 },
    )
  await until(() => expect(shown.box.textContent).toContain('taken this article away meanwhile'))
  expect(shown.box.querySelector('textarea')?.value).toBe('Mine')
  await press('Go on as a new article')
  expect(shown.box.textContent).not.toContain('taken this article away meanwhile')
  await press('Save')
  await until(() => expect(saved).toMatchObject([{ articleId: id, basedOn: 0, text: 'Mine' }]))
})
