/**
 * Draws a full tab of ours: the frame all pages share, and who is signed in.
 *
 * Pages read what the panel reads: the same settings, the same tokens, the same store of this
 * browser. They could be closed at any moment and keep nothing of their own.
 */
import { QueryClientProvider, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, StrictMode, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import * as z from 'zod/mini'
import { localStoreOf, surroundings } from '../client/browser.ts'
import type { LocalStore } from '../client/local-store.ts'
import type { Settings } from '../client/settings.ts'
import type { Account } from '../client/tokens.ts'
import { Boundary } from '../ui/Boundary.tsx'
import { makeQueries } from './make-queries.ts'
import { OwnPassword } from './OwnPassword.tsx'
import { PageFrame, type PageName } from './PageFrame.tsx'
import { PageContext } from './page-context.ts'
import { useProof } from './use-proof.tsx'

// The policy of extension pages forbids compiling code while running.
z.config({ jitless: true })

export function openPage(name: PageName, page: ReactNode): void {
  const root = document.getElementById('root')
  if (!root) return
  const around = surroundings()
  const queries = makeQueries()
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Page around={around} name={name}>
          {page}
        </Page>
      </QueryClientProvider>
    </StrictMode>,
  )
}

interface Known {
  settings: Settings
  account: Account | undefined
  db: LocalStore | undefined
}

function Page({
  around,
  name,
  children,
}: {
  around: ReturnType<typeof surroundings>
  name: PageName
  children: ReactNode
}) {
  const [known, setKnown] = useState<Known>()
  const { prove, dialog } = useProof(around.client)
  const queries = useQueryClient()
  const personId = known?.account?.person.id

  useEffect(() => {
    let isGone = false
    const read = async () => {
      const settings = await around.settings.read()
      const account = await around.tokens.account()
      if (isGone) return
      setKnown((before) => {
        const isSame = before?.account?.person.id === account?.person.id
        const db = isSame ? before?.db : account && localStoreOf(around, account)
        return { settings, account, db }
      })
    }
    void read()
    const stops = [around.settings.watch(() => void read()), around.tokens.watch(() => void read())]
    return () => {
      isGone = true
      for (const stop of stops) stop()
    }
  }, [around])

  // What was read for whoever was signed in goes with them.
  useEffect(() => {
    if (!personId) queries.removeQueries({ type: 'inactive' })
  }, [queries, personId])

  useEffect(() => {
    const theme = known?.settings.theme ?? 'system'
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }, [known?.settings.theme])

  if (!known) return null
  return (
    <PageContext value={{ around, ...known, prove }}>
      <PageFrame name={name}>
        <Boundary name="This page" onReload={() => location.reload()}>
          {known.account?.mustChangePassword ? <OwnPassword /> : children}
        </Boundary>
      </PageFrame>
      {dialog}
    </PageContext>
  )
}
