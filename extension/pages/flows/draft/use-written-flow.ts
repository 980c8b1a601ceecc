/**
 * Has a description written into a flow by FlowPilot, and keeps what came for exactly these words:
 * other words are another description. One is written at a time; it is stopped by a person, or by
 * the page that closes.
 */
import { useEffect, useRef, useState } from 'react'
import { v7 } from 'uuid'
import { ReadAssistant } from '#shared/assistant/contract.ts'
import {
  LONGEST_WRITING_MS,
  MOST_SENT,
  WriteFlow,
  type WrittenFlow,
} from '#shared/flow/build/contract.ts'
import { useAsk, usePage } from '../../page-context.ts'

/** A little longer than the server takes at most. */
const PATIENCE_MS = LONGEST_WRITING_MS + 10_000

export interface WritesFlow {
  /** Whether there is a model to ask; false until that is known. */
  hasModel: boolean
  /** Why there is none although one is set up, in a sentence. */
  whyNone: string | null
  isWriting: boolean
  /** What came for the words that stand there now. */
  written: WrittenFlow | null
  /** Why nothing came, in a sentence. */
  trouble: string | null
  write: () => void
  stop: () => void
}

interface Came {
  of: string
  written: WrittenFlow | null
  trouble: string | null
}

export function useWrittenFlow(text: string): WritesFlow {
  const { around } = usePage()
  const model = useAsk(ReadAssistant, {})
  const [came, setCame] = useState<Came | null>(null)
  const [isWriting, setWriting] = useState(false)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  const write = async () => {
    if (running.current || text.trim() === '') return
    const mine = new AbortController()
    running.current = mine
    setWriting(true)
    setCame(null)
    const request = { descriptionId: v7(), text: text.slice(0, MOST_SENT).toWellFormed() }
    const options = { signal: mine.signal, patienceMs: PATIENCE_MS }
    const answer = await around.client.ask(WriteFlow, request, options)
    if (running.current !== mine) return
    running.current = null
    setWriting(false)
    setCame({
      of: text,
      written: answer.ok ? answer.value : null,
      trouble: answer.ok ? null : answer.trouble.message,
    })
  }
  const stop = () => {
    running.current?.abort()
    running.current = null
    setWriting(false)
  }
  const isOf = came?.of === text
  return {
    hasModel: model.data?.state === 'on' || model.data?.state === 'demo',
    whyNone: model.data?.state === 'spent' ? model.data.message : null,
    isWriting,
    written: isOf ? came.written : null,
    trouble: isOf ? came.trouble : null,
    write: () => void write(),
    stop,
  }
}
