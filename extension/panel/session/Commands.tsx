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
import type { Command, SafetyClass } from '#shared/flow/flow.ts'
import type { Session } from '#shared/session/session.ts'
import { Button } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { SafetyMark } from '../../ui/SafetyMark.tsx'
import { usePanel } from '../PanelContext.tsx'
import { type OnKeys, useKeys } from '../use-keys.ts'
import { ConfirmDisruptive } from './ConfirmDisruptive.tsx'

const CHORD_MS = 1500

export interface CommandRow {
  text: string
  safety: SafetyClass
  where?: string | undefined
  expect?: string | undefined
  /** Names of values that are not known yet. */
  missing: readonly string[]
}

export function Commands({
  commands,
  session,
  fill,
  hasKeys = true,
}: {
  commands: readonly Command[]
  session: Session
  /** For what is read beside a command. */
  fill: (text: string) => string
  hasKeys?: boolean
}) {
  const { walk } = usePanel()
  const values = Object.fromEntries(
    Object.entries(session.variables).map(([name, variable]) => [name, variable.value]),
  )
  const rows = commands.map(({ text, shell, safety, where, expect }) => ({
    ...fillVariables(text, values, shell),
    safety,
    where: where && fill(where),
    expect: expect && fill(expect),
  }))
  return (
    <CommandRows
      rows={rows}
      session={session}
      hasKeys={hasKeys}
      onCopied={(row, at) => walk.copied(commands[at] ?? row, row.text)}
    />
  )
}

/** Commands as they are copied, whoever worded them. */
export function CommandRows({
  rows,
  session,
  hasKeys = true,
  onCopied,
}: {
  rows: readonly CommandRow[]
  session: Session
  /** Of two lists on one screen, one has the keys. */
  hasKeys?: boolean
  onCopied: (row: CommandRow, at: number) => Promise<unknown>
}) {
  const { outside, store } = usePanel()
  const [confirming, setConfirming] = useState<number | null>(null)
  const chordUntil = useRef(0)

  const copy = async (at: number, isConfirmed = false) => {
    const row = rows[at]
    if (!row) return
    if (row.missing.length > 0) {
      store.tell('A value is missing in this command. Fill it in above; then copy it.')
      return
    }
    if (row.safety === 'disrupts' && !isConfirmed) {
      setConfirming(at)
      return
    }
    setConfirming(null)
    if (await outside.copy(row.text)) await onCopied(row, at)
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
      if (Date.now() > chordUntil.current || digit > rows.length) return false
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
  useKeys(hasKeys ? keys : {}, { isFirst: true })

  return (
    <ul aria-label="Commands" className="flex flex-col gap-2">
      {rows.map((row, i) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: the commands of a version never change
          key={i}
          className="overflow-hidden rounded-md border border-line bg-sunken"
        >
          <div className="flex items-start gap-2 px-2.5 py-2">
            <code className="min-w-0 flex-1 font-mono text-small break-words whitespace-pre-wrap text-ink select-text">
              {row.text}
            </code>
            <Button
              size="small"
              icon={
                isCopied(session, row.text) ? (
                  <Check aria-hidden="true" className="size-3.5" />
                ) : (
                  <Copy aria-hidden="true" className="size-3.5" />
                )
              }
              keyLabel={hasKeys ? (i === 0 ? keyOf('copy') : `c ${i + 1}`) : undefined}
              onClick={() => void copy(i)}
            >
              {isCopied(session, row.text) ? 'Copied' : 'Copy'}
              <span className="sr-only">command {i + 1}</span>
            </Button>
          </div>
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1 border-t border-line px-2.5 py-1.5">
            <SafetyMark safety={row.safety} />
            {row.where && <span className="text-fine text-muted">{row.where}</span>}
            {row.expect && (
              <span className="w-full text-fine text-faint">Look for: {row.expect}</span>
            )}
          </div>
          {confirming === i && (
            <ConfirmDisruptive onNo={() => setConfirming(null)} onYes={() => void copy(i, true)} />
          )}
        </li>
      ))}
    </ul>
  )
}

const isCopied = (session: Session, text: string | undefined): boolean =>
  session.commands.some((copied) => copied.command === text)
