/** When the words of an answer came: the first that can be shown, and those after it. */
import type Anthropic from '@anthropic-ai/sdk'

export interface Heard {
  firstMs: number
  /** Of each piece after the first. */
  eachMs: number
}

/** `run` says when a piece has come. */
export async function hearWords(run: (onText: () => void) => Promise<unknown>): Promise<Heard> {
  const begunAt = performance.now()
  let [firstAt, lastAt, count] = [0, 0, 0]
  await run(() => {
    lastAt = performance.now()
    firstAt ||= lastAt
    count += 1
  })
  if (count === 0) throw new Error('The model said nothing.')
  return { firstMs: firstAt - begunAt, eachMs: (lastAt - firstAt) / Math.max(1, count - 1) }
}

/** The library alone; its words begin where the product’s do: after the name of their property. */
export async function streamRaw(
  client: Anthropic,
  request: Anthropic.MessageStreamParams,
  onText: () => void,
): Promise<void> {
  let chars = 0
  const stream = client.messages.stream(request)
  stream.on('text', (piece) => {
    chars += piece.length
    if (chars > BEGINNING) onText()
  })
  await stream.finalMessage()
}

const BEGINNING = '{"reply_md":"'.length
