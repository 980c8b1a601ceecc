/**
 * The commands of a step: filled in, with what they do, and copied with one key.
 *
 * `c` copies the first at once; a digit right after it copies another one instead. What
 * disrupts is confirmed before it reaches the clipboard, and nothing is copied while a value
 * is missing. What was copied is in the record.
 */
import { Check, Copy } from 'lucide-react'
import { useRef, useState } from 'react'
import { fillVariables } from '#shared/flow/fill-variables.ts'
import type { Command } from '#shared/flow/flow.ts'
import type { Session } from '#shared/session/session.ts'
import { Button } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { SafetyMark } from '../../ui/SafetyMark.tsx'
import { usePanel } from '../PanelContext.tsx'
import { type OnKeys, useKeys } from '../use-keys.ts'

const CHORD_MS = 1500

export function Commands({
  commands,
  session,
  fill,
}: {
  commands: readonly Command[]
  session: Session
  /** For what is read beside a command. */
  fill: (text: string) => string
}) {
  const { outside, walk, store } = usePanel()
  const [confirming, setConfirming] = useState<number | null>(null)
  const chordUntil = useRef(0)
  const values = Object.fromEntries(
    Object.entries(session.variables).map(([name, variable]) => [name, variable.value]),
  )
  const filled = commands.map((command) => fillVariables(command.text, values, command.shell))

  const copy = async (at: number, isConfirmed = false) => {
    const command = commands[at]
    const { text = '', missing = [] } = filled[at] ?? {}
    if (!command) return
    if (missing.length > 0) {
      store.tell('A value is missing in this command. Fill it in above; then copy it.')
      return
    }
    if (command.safety === 'disrupts' && !isConfirmed) {
      setConfirming(at)
      return
    }
    setConfirming(null)
    if (await outside.copy(text)) await walk.copied(command, text)
    else
      store.tell(
        'The browser did not let us use the clipboard. Select the command and copy it by hand.',
      )
  }

  const keys: OnKeys = {
    copy() {
      chordUntil.current = Date.now() + CHORD_MS
      void copy(0)
    },
    choose(digit) {
      if (Date.now() > chordUntil.current || digit > commands.length) return false
      chordUntil.current = 0
      void copy(digit - 1)
    },
    next() {
      if (confirming === null) return false
      void copy(confirming, true)
    },
    close() {
      if (confirming === null) return false
      setConfirming(null)
    },
  }
  useKeys(keys, { isFirst: true })

  return (
    <ul aria-label="Commands" className="flex flex-col gap-2">
      {commands.map((command, i) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: the commands of a version never change
          key={i}
          className="overflow-hidden rounded-md border border-line bg-sunken"
        >
          <div className="flex items-start gap-2 px-2.5 py-2">
            <code className="min-w-0 flex-1 font-mono text-small break-words whitespace-pre-wrap text-ink select-text">
              {filled[i]?.text}
            </code>
            <Button
              size="small"
              icon={
                isCopied(session, filled[i]?.text) ? (
                  <Check aria-hidden="true" className="size-3.5" />
                ) : (
                  <Copy aria-hidden="true" className="size-3.5" />
                )
              }
              keyLabel={i === 0 ? keyOf('copy') : `c ${i + 1}`}
              onClick={() => void copy(i)}
            >
              {isCopied(session, filled[i]?.text) ? 'Copied' : 'Copy'}
              <span className="sr-only">command {i + 1}</span>
            </Button>
          </div>
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1 border-t border-line px-2.5 py-1.5">
            <SafetyMark safety={command.safety} />
            {command.where && <span className="text-fine text-muted">{fill(command.where)}</span>}
            {command.expect && (
              <span className="w-full text-fine text-faint">Look for: {fill(command.expect)}</span>
            )}
          </div>
          {confirming === i && (
            <div
              role="alertdialog"
              aria-label="Confirm a disruptive command"
              className="flex flex-col gap-2 border-t border-bad-line bg-bad-soft px-2.5 py-2 text-small text-bad-ink"
            >
              <p>
                This interrupts people or is hard to undo. Is it authorised, and is the way back
                known?
              </p>
              <div className="flex justify-end gap-2">
                <Button
                  size="small"
                  look="quiet"
                  keyLabel="Esc"
                  onClick={() => setConfirming(null)}
                >
                  No
                </Button>
                <Button size="small" look="danger" keyLabel="↵" onClick={() => void copy(i, true)}>
                  Yes, copy
                </Button>
              </div>
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}

const isCopied = (session: Session, text: string | undefined): boolean =>
  session.commands.some((copied) => copied.command === text)
