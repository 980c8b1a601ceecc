/**
 * The script as it was made: with what it does, to be copied, and its output to be pasted back.
 *
 * Something sensitive is dots on the screen and `{name}` in the record; only the clipboard gets
 * it. What a program prints back of it is taken out of the pasted output before that is kept.
 */
import { Check, Copy } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Script } from '#shared/script/contract.ts'
import { hideValues } from '#shared/script/hide-values.ts'
import type { Session } from '#shared/session/session.ts'
import { cutText } from '#shared/text/cut-text.ts'
import { Button } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { SafetyMark } from '../../ui/SafetyMark.tsx'
import { Verbatim } from '../../ui/Verbatim.tsx'
import { lensOf } from '../lens.ts'
import { usePanel, usePanelState } from '../PanelContext.tsx'
import { ConfirmDisruptive } from '../session/ConfirmDisruptive.tsx'
import { PasteCard } from '../session/PasteCard.tsx'
import { useKeys } from '../use-keys.ts'
import type { MadeScript } from './make-script.ts'

/** As much of a command as the record keeps; the whole script is kept with its generation. */
const KEPT_CHARS = 4000

export function ReadyScript({
  script: { content },
  made,
  session,
}: {
  script: Script
  made: MadeScript
  session: Session
}) {
  const { outside, store, walk } = usePanel()
  const [isConfirming, setConfirming] = useState(false)
  const [isCopied, setCopied] = useState(false)
  const lens = lensOf(
    usePanelState((state) => state.lens),
    session,
  )
  const part = useRef<HTMLElement>(null)
  useEffect(() => part.current?.focus(), [])

  const copy = async (isConfirmed = false) => {
    if (content.safety === 'disrupts' && !isConfirmed) return setConfirming(true)
    setConfirming(false)
    if (!(await outside.copy(made.text))) {
      store.tell(
        'The browser did not let us use the clipboard. Press the button again after clicking into the panel.',
      )
      return
    }
    setCopied(true)
    const { safety } = content
    const where = made.where ? { where: made.where } : {}
    await walk.copied({ safety, ...where }, cutText(made.told, KEPT_CHARS))
  }
  useKeys(
    {
      copy: () => void copy(),
      next: () => (isConfirming ? void copy(true) : false),
      close: () => (isConfirming ? setConfirming(false) : false),
    },
    { isFirst: true },
  )
  const read = () => store.look('pilot', 'recorded')
  return (
    <>
      <section
        ref={part}
        tabIndex={-1}
        aria-label="The script"
        className="animate-appear overflow-hidden rounded-lg border border-line bg-sunken"
      >
        <div className="flex flex-wrap items-center gap-2 border-b border-line bg-surface px-2.5 py-1.5">
          <SafetyMark safety={content.safety} />
          {made.where && <span className="min-w-0 flex-1 text-fine text-muted">{made.where}</span>}
          <Button
            className="ml-auto"
            size="small"
            look={isCopied ? 'secondary' : 'primary'}
            icon={
              isCopied ? (
                <Check aria-hidden="true" className="size-3.5" />
              ) : (
                <Copy aria-hidden="true" className="size-3.5" />
              )
            }
            keyLabel={keyOf('copy')}
            onClick={() => void copy()}
          >
            {isCopied ? 'Copied' : 'Copy the script'}
          </Button>
        </div>
        {isConfirming && (
          <ConfirmDisruptive onNo={() => setConfirming(false)} onYes={() => void copy(true)} />
        )}
        <Verbatim className="max-h-80 px-2.5 py-2 text-small">
          {showHidden(made.told, content)}
        </Verbatim>
      </section>
      <p role="status" className="text-small text-muted">
        {isCopied
          ? 'Run it there, then copy what it prints and press Ctrl+V here: it is kept with this step.'
          : 'Read it, copy it, and run it where it belongs. Nothing is run from here.'}
        {made.hidden.length > 0 &&
          isCopied &&
          ' The clipboard holds what you typed under “not kept”: copy something else when you are done.'}
      </p>
      <div className="sticky bottom-0 z-10 empty:hidden">
        <PasteCard
          hide={(text) => hideValues(text, made.hidden)}
          onKept={lens === 'pilot' ? read : () => store.show('work')}
          {...(lens === 'pilot' ? {} : { onRead: read })}
        />
      </div>
    </>
  )
}

/** Dots where something sensitive stands. */
const showHidden = (told: string, { parameters }: Script['content']): string =>
  parameters
    .filter((one) => one.isSensitive)
    .reduce((text, { name }) => text.replaceAll(`{${name}}`, '••••••'), told)
