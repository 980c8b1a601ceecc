/**
 * Where files come in at a step: a picture pasted anywhere but in a text field, files dropped on
 * the panel, files picked. Each is shown before it is kept.
 */
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { MEDIA, WHAT_FITS } from '#shared/attachment/attachment.ts'
import { usePanel, usePanelState } from '../PanelContext.tsx'
import { isTyping, useKeys } from '../use-keys.ts'
import { FileCard } from './FileCard.tsx'

const ACCEPTED = Object.entries(MEDIA)
  .flatMap(([type, { endings }]) => [type, ...endings.map((ending) => `.${ending}`)])
  .join(',')

export function FileIntake() {
  const { desk } = usePanel()
  const inFront = usePanelState((state) => state.session?.sessionId)
  const offer = useStore(desk, (state) =>
    state.offers.find(({ sessionId }) => sessionId === inFront),
  )
  const picks = useStore(desk, (state) => state.picks)
  const [isOver, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const picked = useRef(picks)

  useKeys({ attach: () => desk.pick() })
  useEffect(() => {
    if (picks === picked.current) return
    picked.current = picks
    input.current?.click()
  }, [picks])

  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      if (isTyping(event.target) || event.defaultPrevented) return
      const files = [...(event.clipboardData?.files ?? [])]
      // A table copied from a spreadsheet comes as a picture too; its text says more.
      if (files.length === 0 || event.clipboardData?.getData('text/plain').trim()) return
      event.preventDefault()
      void desk.offer(files)
    }
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      setOver(false)
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length === 0) return
      event.preventDefault()
      void desk.offer(files)
    }
    document.addEventListener('paste', paste)
    document.addEventListener('dragover', over)
    document.addEventListener('dragleave', leave)
    document.addEventListener('drop', drop)
    return () => {
      document.removeEventListener('paste', paste)
      document.removeEventListener('dragover', over)
      document.removeEventListener('dragleave', leave)
      document.removeEventListener('drop', drop)
    }
  }, [desk])

  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-label="Attach files"
        accept={ACCEPTED}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])]
          currentTarget.value = ''
          void desk.offer(files)
        }}
      />
      {isOver && (
        <div className="pointer-events-none fixed inset-2 z-30 flex flex-col items-center justify-center gap-1 rounded-lg border-2 border-dashed border-accent-ink bg-surface/95 p-4 text-center">
          <p className="text-title font-semibold">Drop to attach to this step</p>
          <p className="text-small text-muted">{WHAT_FITS}</p>
        </div>
      )}
      {offer && <FileCard key={offer.file.id} offer={offer} />}
    </>
  )
}
